alter table identity.student add column language_right text;
comment on column identity.student.language_right is
  'Right to schooling in the first official language of a minority; code of class language_right, empty when nobody asked';
