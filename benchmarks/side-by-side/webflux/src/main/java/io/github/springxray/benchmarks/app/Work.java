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

import reactor.core.publisher.Mono;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * One query and one call. Each way of tracing has a subclass of its own, which is marked
 * the way that it wants a traced method to be marked.
 */
public class Work {

	private final DatabaseClient database;

	private final WebClient web;

	/**
	 * Create an instance.
	 * @param clients the clients it uses
	 */
	public Work(Clients clients) {
		this.database = clients.database();
		this.web = clients.web();
	}

	/**
	 * Do the work.
	 * @return the name of a user and what the other service has answered
	 */
	public Mono<String> work() {
		return query().flatMap((name) -> call().map((answer) -> name + answer));
	}

	/**
	 * Ask the database.
	 * @return the name of a user
	 */
	protected Mono<String> query() {
		return this.database.sql("select name from users where id = $1")
			.bind(0, 42)
			.map((row) -> String.valueOf(row.get(0)))
			.one();
	}

	/**
	 * Call the other service.
	 * @return its answer
	 */
	protected Mono<String> call() {
		return this.web.get().uri("/pong").retrieve().bodyToMono(String.class);
	}

}
