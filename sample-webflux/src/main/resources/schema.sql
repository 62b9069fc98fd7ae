create table if not exists orders (id bigint auto_increment primary key, article varchar(80) not null, quantity int not null);
insert into orders (article, quantity) values ('tea', 2), ('coffee', 1);
