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

package com.example.web;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import com.amazonaws.xray.AWSXRay;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

@RestController
class UserController {

	private final UserService users;

	UserController(UserService users) {
		this.users = users;
	}

	@GetMapping("/users/{id}")
	Map<String, String> find(@PathVariable String id) {
		return this.users.find(id);
	}

	@PostMapping("/users")
	@ResponseStatus(HttpStatus.CREATED)
	Map<String, String> add(@RequestBody Map<String, String> user) {
		return user;
	}

	@GetMapping("/fail")
	String fail() {
		throw new IllegalStateException("no users");
	}

	/**
	 * The container waits for the flush that an entity brings.
	 */
	@GetMapping("/callable/{id}")
	Callable<ResponseEntity<Map<String, String>>> callable(@PathVariable String id) {
		return () -> ResponseEntity.ok(this.users.find(id));
	}

	@GetMapping("/deferred/{id}")
	DeferredResult<ResponseEntity<Map<String, String>>> deferred(@PathVariable String id) {
		DeferredResult<ResponseEntity<Map<String, String>>> result = new DeferredResult<>();
		CompletableFuture.runAsync(() -> result.setResult(ResponseEntity.ok(Map.of("id", id))));
		return result;
	}

	@GetMapping("/generator")
	String generator() {
		return AWSXRay.getGlobalRecorder().getIdGenerator().getClass().getSimpleName();
	}

}
