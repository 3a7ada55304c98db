-- After a rule or a parameter has changed, what was judged before is judged again. This remembers by which books of rules everybody was.
create table validation.rule_book (
  digest text not null,
  adopted_at timestamptz not null,
  students_requested integer not null,
  constraint rule_book_pkey primary key (digest)
);
comment on table validation.rule_book is 'The books of rules that the program has judged by: a book is every rule''s condition with the codes and parameters of the jurisdiction.';
comment on column validation.rule_book.digest is 'Digest of the book.';
comment on column validation.rule_book.adopted_at is 'When the program first ran with it.';
comment on column validation.rule_book.students_requested is 'How many students were to be judged again because of it.';

select audit.exempt('validation.rule_book', 'says which rules the program came with, of nobody in particular');
select access.guard_open('validation.rule_book', 'says which rules the program came with, of nobody in particular');
