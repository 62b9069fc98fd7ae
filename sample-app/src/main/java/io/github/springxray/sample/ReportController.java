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

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes three calls at the same time, none of which is the parent of another.
 */
@RestController
class ReportController {

	private final ProfileClient profiles;

	ReportController(ProfileClient profiles) {
		this.profiles = profiles;
	}

	@GetMapping("/report")
	Mono<List<UserProfile>> report() {
		return this.profiles.findAll(Flux.just(1L, 2L, 3L)).collectList();
	}

}
