package com.example.web;

import java.util.Map;

import io.github.springxray.XRaySubsegment;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

@Service
class UserService {

	private final JdbcClient database;

	UserService(JdbcClient database) {
		this.database = database;
	}

	@XRaySubsegment("find user")
	Map<String, String> find(String id) {
		String name = this.database.sql("select 'user ' || ? from dual").param(id).query(String.class).single();
		return Map.of("id", id, "name", name);
	}

}
