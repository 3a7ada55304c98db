-- Addresses complete: parts of rural and surveyed places, which one is preferred, and taking one back.
alter table identity.address
  add column land_location text,
  add column rural_route text,
  add column site text,
  add column compartment text,
  add column box text,
  add column is_general_delivery boolean not null default false,
  add column is_preferred boolean not null default false,
  add column is_deleted boolean not null default false;
alter table identity.address drop constraint address_kind_check;
alter table identity.address add constraint address_kind_check check (kind in ('mailing', 'physical', 'delivery'));
comment on table identity.address is 'A student’s addresses: for post, where the student lives, for parcels; each ends when the next of its kind begins';
comment on column identity.address.kind is 'mailing, physical or delivery';
comment on column identity.address.expires_on is 'Last day on which the address is right, when it was stated; the beginning of the next one of the kind ends it as well';
comment on column identity.address.land_location is 'Place by the land survey, its parts from the smallest to the largest, as the format writes them: NE-12-45-7-W4';
comment on column identity.address.rural_route is 'Number of the rural route';
comment on column identity.address.site is 'Site on a rural route';
comment on column identity.address.compartment is 'Compartment of the site';
comment on column identity.address.box is 'Post-office box';
comment on column identity.address.is_general_delivery is 'True when the post keeps letters at its counter';
comment on column identity.address.is_preferred is 'True when it was marked as the one to use; of several that hold on one day the one marked last';
comment on column identity.address.is_deleted is 'True once it was taken back as recorded in error; it may be restored';

create or replace view published.student_address with (security_invoker = true) as
  select student_number, address_id, kind, street, city, province, postal_code, country, effective_on, expires_on,
         land_location, rural_route, site, compartment, box, is_general_delivery, is_preferred, format
    from identity.address
   where not is_deleted;
comment on view published.student_address is 'Addresses of students that were not taken back, for modules after identity.';
