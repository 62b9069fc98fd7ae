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

package io.github.springxray.sample;

import java.net.URI;

import jakarta.validation.Valid;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Registers and finds users.
 */
@RestController
@RequestMapping("/users")
class UserController {

	private final UserService users;

	UserController(UserService users) {
		this.users = users;
	}

	@PostMapping
	ResponseEntity<UserCreated> register(@Valid @RequestBody NewUser newUser) {
		User user = this.users.register(newUser);
		return ResponseEntity.created(URI.create("/users/" + user.id()))
			.body(new UserCreated(user.id(), "Welcome, " + user.name()));
	}

	@GetMapping("/{id}")
	ResponseEntity<UserDetails> find(@PathVariable long id) {
		return ResponseEntity.of(this.users.find(id));
	}

	@GetMapping(path = "/{id}/file", produces = MediaType.TEXT_PLAIN_VALUE)
	ResponseEntity<String> file(@PathVariable long id) {
		return ResponseEntity.of(this.users.file(id));
	}

}
