-- Exports leave out guardians who may not receive information; the paper behind a limit is told to nobody here.
create view published.guardian_limit with (security_invoker = true) as
  select l.student_number, l.guardian_id, l.kind, l.effective_on, l.expires_on,
         exists (select from jurisdiction.code_value c
                  where c.class = 'guardian_limit' and c.code = l.kind and (c.data ->> 'withholdsInformation')::boolean) as withholds_information
    from identity.guardian_limit l
   where not l.is_deleted;
comment on view published.guardian_limit is 'What guardians may not do, and on which days, for modules after identity; limits that were taken back are left out.';
grant select on published.guardian_limit to matricula_application, matricula_worker, matricula_reader;
