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

import com.amazonaws.xray.spring.aop.XRayEnabled;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.XRayAnnotation;

@SpringBootApplication
public class UsersApplication {

	public static void main(String[] args) {
		SpringApplication.run(UsersApplication.class, args);
	}

}

@RestController
class UserController {

	private final UserService users;

	UserController(UserService users) {
		this.users = users;
	}

	@GetMapping("/users/{id}")
	String find(@PathVariable long id) {
		return this.users.find(id);
	}

}

@Service
@XRayEnabled
class UserService {

	private final AddressBook addresses;

	UserService(AddressBook addresses) {
		this.addresses = addresses;
	}

	public String find(@XRayAnnotation("user_id") long id) {
		return "Ada, " + this.addresses.cityOf(id);
	}

}

@Service
@XRayEnabled
class AddressBook {

	public String cityOf(long id) {
		return "London";
	}

}
