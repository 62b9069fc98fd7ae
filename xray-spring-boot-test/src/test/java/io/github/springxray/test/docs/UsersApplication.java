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

package io.github.springxray.test.docs;

import java.util.concurrent.Callable;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application that the tests in the documentation are for.
 */
@SpringBootApplication
class UsersApplication {

	@RestController
	static class UserController {

		private final UserService users;

		UserController(UserService users) {
			this.users = users;
		}

		@PostMapping("/users")
		@ResponseStatus(HttpStatus.CREATED)
		String create(@RequestParam String name) {
			return this.users.create(name);
		}

		@GetMapping("/users/{id}")
		Callable<String> find(@PathVariable int id) {
			return () -> this.users.find(id);
		}

	}

	@Service
	@XRayEnabled
	static class UserService {

		public String create(String name) {
			AWSXRay.getCurrentSubsegment().putAnnotation("initial", name.substring(0, 1));
			return name;
		}

		public String find(int id) {
			if (id < 0) {
				throw new IllegalArgumentException("No such id: " + id);
			}
			return "Ada";
		}

	}

}
