create table migrated (id int);
insert into migrated values (1);
