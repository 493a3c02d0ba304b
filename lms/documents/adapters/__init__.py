"""One library each: typst and segno for PDF, xlsxwriter for Excel, python-docx for Word."""
