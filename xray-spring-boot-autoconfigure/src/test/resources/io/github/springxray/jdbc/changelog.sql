--liquibase formatted sql

--changeset tests:1
create table migrated (id int);
insert into migrated values (1);
