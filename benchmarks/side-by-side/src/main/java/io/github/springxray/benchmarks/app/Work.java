/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.benchmarks.app;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/**
 * One query and one call. Each way of tracing has a subclass of its own, which is marked
 * the way that it wants a traced method to be marked.
 */
public class Work {

	private final JdbcClient jdbc;

	private final RestClient rest;

	/**
	 * Create an instance.
	 * @param clients the clients it uses
	 */
	public Work(Clients clients) {
		this.jdbc = clients.jdbc();
		this.rest = clients.rest();
	}

	/**
	 * Do the work.
	 * @return the name of a user and what the other service has answered
	 */
	public String work() {
		return query() + call();
	}

	/**
	 * Ask the database.
	 * @return the name of a user
	 */
	protected String query() {
		return this.jdbc.sql("select name from users where id = ?").param(42).query(String.class).single();
	}

	/**
	 * Call the other service.
	 * @return its answer
	 */
	protected String call() {
		return String.valueOf(this.rest.get().uri("/pong").retrieve().body(String.class));
	}

}
