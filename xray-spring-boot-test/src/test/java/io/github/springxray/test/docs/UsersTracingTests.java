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

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.web.servlet.client.RestTestClient;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=users")
@AutoConfigureRestTestClient
@AutoConfigureXRay
class UsersTracingTests {

	@Autowired
	private RestTestClient client;

	@Autowired
	private RecordedTraces traces;

	@Test
	void creatingUserIsOneTrace() {
		this.client.post().uri("/users?name=Ada").exchange().expectStatus().isCreated();

		assertThat(this.traces.takeSegment()).hasName("users")
			.hasHttpMethod("POST")
			.hasHttpStatus(201)
			.isNotFault()
			.isComplete()
			.hasTree("""
					users
					  UserService.create
					""")
			.subsegment("UserService.create")
			.hasAnnotation("initial", "A");
	}

}
