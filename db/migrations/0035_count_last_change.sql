-- Where in the record of changes a count was frozen: an act that had begun by then may have written after it.

alter table enrolment.student_count add column last_change bigint;
comment on column enrolment.student_count.last_change is 'The last change on record that the count knew; an enrolment changed after it was not counted so, whenever its act began. Null before this was kept: then the moment tells.';
