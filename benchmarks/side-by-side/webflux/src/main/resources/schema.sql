create table users (id int primary key, name varchar(50));
insert into users values (42, 'Grace');
