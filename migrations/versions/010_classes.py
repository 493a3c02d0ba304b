"""Classes: places in them, lesson periods, work set, questions of a school; what was answered first; why annulled.

Locks: the tables attempt and practice_answer, for as long as it takes to add a column; on SQLite both are written anew.
Data: nothing changes. The new columns are empty.
"""

import sqlalchemy as sa
from alembic import op

revision = '010'
down_revision = '009'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('classroom',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('unit_id', NUMBER, nullable=False),
    sa.Column('school_id', NUMBER, nullable=False),
    sa.Column('school_year', sa.SmallInteger(), nullable=False),
    sa.Column('grade', sa.SmallInteger(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('join_code', sa.Text(), nullable=False),
    sa.Column('made_by_id', NUMBER, nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('grade BETWEEN 1 AND 12', name=op.f('ck_classroom_a_grade')),
    sa.CheckConstraint('school_year BETWEEN 2020 AND 2200', name=op.f('ck_classroom_a_school_year')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_classroom_made_by_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['unit.id'], name=op.f('fk_classroom_school_id_unit')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_classroom_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_classroom')),
    sa.UniqueConstraint('join_code', name=op.f('uq_classroom_join_code')),
    sa.UniqueConstraint('school_id', 'school_year', 'key', name=op.f('uq_classroom_school_id_school_year_key')),
    sa.UniqueConstraint('unit_id', name=op.f('uq_classroom_unit_id')),
    sqlite_autoincrement=True
    )
    op.create_table('quiz',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('uid', sa.Text(), nullable=False),
    sa.Column('school_id', NUMBER, nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('questions', sa.JSON(), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('made_by_id', NUMBER, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_quiz_made_by_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['unit.id'], name=op.f('fk_quiz_school_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz')),
    sa.UniqueConstraint('once_key', name=op.f('uq_quiz_once_key')),
    sa.UniqueConstraint('uid', name=op.f('uq_quiz_uid')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('quiz', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_school_id'), ['school_id'], unique=False)

    op.create_table('year_move',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('school_id', NUMBER, nullable=False),
    sa.Column('from_year', sa.SmallInteger(), nullable=False),
    sa.Column('plan', sa.JSON(), nullable=False),
    sa.Column('made_by_id', NUMBER, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undone_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('undone_by_id', NUMBER, nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_year_move_made_by_id_person')),
    sa.ForeignKeyConstraint(['school_id'], ['unit.id'], name=op.f('fk_year_move_school_id_unit')),
    sa.ForeignKeyConstraint(['undone_by_id'], ['person.id'], name=op.f('fk_year_move_undone_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_year_move')),
    sa.UniqueConstraint('once_key', name=op.f('uq_year_move_once_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('year_move', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_year_move_school_id'), ['school_id'], unique=False)

    op.create_table('assignment',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('classroom_id', NUMBER, nullable=False),
    sa.Column('kind', sa.String(40), nullable=False),
    sa.Column('target', sa.Text(), nullable=False),
    sa.Column('for_all', sa.Boolean(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('made_by_id', NUMBER, nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.CheckConstraint('due_on IS NULL OR due_on >= opens_on', name=op.f('ck_assignment_runs_forward')),
    sa.ForeignKeyConstraint(['classroom_id'], ['classroom.id'], name=op.f('fk_assignment_classroom_id_classroom')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_assignment_made_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('once_key', name=op.f('uq_assignment_once_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_classroom_id'), ['classroom_id'], unique=False)

    op.create_table('join_request',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('classroom_id', NUMBER, nullable=False),
    sa.Column('person_id', NUMBER, nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('birth_year', sa.SmallInteger(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_by_id', NUMBER, nullable=True),
    sa.Column('let_in', sa.Boolean(), nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.CheckConstraint('(settled_at IS NULL) = (let_in IS NULL)', name=op.f('ck_join_request_settled_somehow')),
    sa.CheckConstraint('birth_year BETWEEN 1850 AND 2200', name=op.f('ck_join_request_birth_year_possible')),
    sa.ForeignKeyConstraint(['classroom_id'], ['classroom.id'], name=op.f('fk_join_request_classroom_id_classroom')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_join_request_person_id_person')),
    sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_join_request_settled_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_request')),
    sa.UniqueConstraint('once_key', name=op.f('uq_join_request_once_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('join_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_join_request_classroom_id'), ['classroom_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_join_request_person_id'), ['person_id'], unique=False)

    op.create_table('lesson_period',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('classroom_id', NUMBER, nullable=False),
    sa.Column('opened_by_id', NUMBER, nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('once_key', sa.Text(), nullable=True),
    sa.CheckConstraint('ends_at > opened_at', name=op.f('ck_lesson_period_runs_forward')),
    sa.ForeignKeyConstraint(['classroom_id'], ['classroom.id'], name=op.f('fk_lesson_period_classroom_id_classroom')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['person.id'], name=op.f('fk_lesson_period_opened_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_period')),
    sa.UniqueConstraint('once_key', name=op.f('uq_lesson_period_once_key')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('lesson_period', schema=None) as batch_op:
        batch_op.create_index('uq_lesson_period_open', ['classroom_id'], unique=True, sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.create_table('quiz_try',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('quiz_id', NUMBER, nullable=False),
    sa.Column('person_id', NUMBER, nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=False),
    sa.Column('seed', NUMBER, nullable=False),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('right_count', sa.SmallInteger(), nullable=False),
    sa.Column('total', sa.SmallInteger(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('number >= 1', name=op.f('ck_quiz_try_number_from_one')),
    sa.CheckConstraint('right_count BETWEEN 0 AND total', name=op.f('ck_quiz_try_right_within_total')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_quiz_try_person_id_person')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_try_quiz_id_quiz')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_try')),
    sa.UniqueConstraint('quiz_id', 'person_id', 'number', name=op.f('uq_quiz_try_quiz_id_person_id_number')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('quiz_try', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quiz_try_person_id'), ['person_id'], unique=False)

    op.create_table('seat',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('classroom_id', NUMBER, nullable=False),
    sa.Column('person_id', NUMBER, nullable=False),
    sa.Column('number', sa.SmallInteger(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('ended_as', sa.String(40), nullable=True),
    sa.Column('year_move_id', NUMBER, nullable=True),
    sa.CheckConstraint('(to_on IS NULL) = (ended_as IS NULL)', name=op.f('ck_seat_ended_somehow')),
    sa.CheckConstraint('number BETWEEN 1 AND 999', name=op.f('ck_seat_a_number')),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_seat_runs_forward')),
    sa.ForeignKeyConstraint(['classroom_id'], ['classroom.id'], name=op.f('fk_seat_classroom_id_classroom')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id_person')),
    sa.ForeignKeyConstraint(['year_move_id'], ['year_move.id'], name=op.f('fk_seat_year_move_id_year_move')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_classroom_id'), ['classroom_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_year_move_id'), ['year_move_id'], unique=False)
        batch_op.create_index('uq_seat_open', ['person_id'], unique=True, sqlite_where=sa.text('to_on IS NULL'), postgresql_where=sa.text('to_on IS NULL'))

    op.create_table('assignment_pupil',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('assignment_id', NUMBER, nullable=False),
    sa.Column('person_id', NUMBER, nullable=False),
    sa.Column('chosen', sa.Boolean(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('set_by_id', NUMBER, nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_assignment_pupil_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_pupil_person_id_person')),
    sa.ForeignKeyConstraint(['set_by_id'], ['person.id'], name=op.f('fk_assignment_pupil_set_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment_pupil')),
    sa.UniqueConstraint('assignment_id', 'person_id', name=op.f('uq_assignment_pupil_assignment_id_person_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('assignment_pupil', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_pupil_person_id'), ['person_id'], unique=False)

    op.create_table('period_visit',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('period_id', NUMBER, nullable=False),
    sa.Column('person_id', NUMBER, nullable=False),
    sa.Column('beside_id', NUMBER, nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('beside_id <> person_id', name=op.f('ck_period_visit_not_beside_oneself')),
    sa.ForeignKeyConstraint(['beside_id'], ['person.id'], name=op.f('fk_period_visit_beside_id_person')),
    sa.ForeignKeyConstraint(['period_id'], ['lesson_period.id'], name=op.f('fk_period_visit_period_id_lesson_period')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_period_visit_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_period_visit')),
    sa.UniqueConstraint('period_id', 'person_id', name=op.f('uq_period_visit_period_id_person_id')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('period_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_period_visit_person_id'), ['person_id'], unique=False)

    with op.batch_alter_table('attempt', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('annulled_why', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('annulled_by_id', NUMBER, nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_attempt_annulled_by_id_person'), 'person', ['annulled_by_id'], ['id'])

    with op.batch_alter_table('practice_answer', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.add_column(sa.Column('first_given', sa.JSON(none_as_null=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('practice_answer', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_column('first_given')

    with op.batch_alter_table('attempt', schema=None, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attempt_annulled_by_id_person'), type_='foreignkey')
        batch_op.drop_column('annulled_by_id')
        batch_op.drop_column('annulled_why')

    with op.batch_alter_table('period_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_period_visit_person_id'))

    op.drop_table('period_visit')
    with op.batch_alter_table('assignment_pupil', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_pupil_person_id'))

    op.drop_table('assignment_pupil')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_open', sqlite_where=sa.text('to_on IS NULL'), postgresql_where=sa.text('to_on IS NULL'))
        batch_op.drop_index(batch_op.f('ix_seat_year_move_id'))
        batch_op.drop_index(batch_op.f('ix_seat_person_id'))
        batch_op.drop_index(batch_op.f('ix_seat_classroom_id'))

    op.drop_table('seat')
    with op.batch_alter_table('quiz_try', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_try_person_id'))

    op.drop_table('quiz_try')
    with op.batch_alter_table('lesson_period', schema=None) as batch_op:
        batch_op.drop_index('uq_lesson_period_open', sqlite_where=sa.text('closed_at IS NULL'), postgresql_where=sa.text('closed_at IS NULL'))

    op.drop_table('lesson_period')
    with op.batch_alter_table('join_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_join_request_person_id'))
        batch_op.drop_index(batch_op.f('ix_join_request_classroom_id'))

    op.drop_table('join_request')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_classroom_id'))

    op.drop_table('assignment')
    with op.batch_alter_table('year_move', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_year_move_school_id'))

    op.drop_table('year_move')
    with op.batch_alter_table('quiz', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quiz_school_id'))

    op.drop_table('quiz')
    op.drop_table('classroom')
