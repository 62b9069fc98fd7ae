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

package com.example.users;

import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class UsersController {

	private final UsersService users;

	private final RestClient client;

	private final Environment environment;

	UsersController(UsersService users, RestClient.Builder clients, Environment environment) {
		this.users = users;
		this.client = clients.build();
		this.environment = environment;
	}

	@GetMapping("/users")
	int users() {
		return this.users.count();
	}

	@GetMapping("/remote")
	String remote() {
		String url = "http://127.0.0.1:" + this.environment.getRequiredProperty("local.server.port") + "/users";
		return this.client.get().uri(url).retrieve().body(String.class);
	}

}
