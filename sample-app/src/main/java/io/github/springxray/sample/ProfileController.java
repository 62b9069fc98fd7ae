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

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Stands for another service, which knows the profiles of users.
 */
@RestController
class ProfileController {

	private static final List<String> MOTTOS = List.of("Measure twice, cut once", "Festina lente",
			"Make it work, make it right, make it fast");

	@GetMapping("/profiles/{id}")
	UserProfile find(@PathVariable long id) {
		return new UserProfile(id, MOTTOS.get(Math.floorMod(id, MOTTOS.size())));
	}

}
