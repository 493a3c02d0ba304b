"""Questions of five kinds: what they hold, how an answer is graded, what a browser may see, how files write them."""
