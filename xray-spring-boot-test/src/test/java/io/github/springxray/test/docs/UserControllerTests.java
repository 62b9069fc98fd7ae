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
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.github.springxray.test.AutoConfigureXRay;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.test.docs.UsersApplication.UserController;
import io.github.springxray.test.docs.UsersApplication.UserService;

import static io.github.springxray.test.XRayAssertions.assertThat;

@WebMvcTest(UserController.class)
@AutoConfigureXRay
@Import(UserService.class)
class UserControllerTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private RecordedTraces traces;

	@Test
	void creatingUserCallsService() {
		assertThat(this.mvc.post().uri("/users?name=Ada")).hasStatus(201);
		assertThat(this.traces.takeSegment()).hasSubsegmentsExactly("UserService.create");
	}

	@Test
	void missingNameIsAnError() {
		assertThat(this.mvc.post().uri("/users")).hasStatus(400);
		assertThat(this.traces.takeSegment()).isError().isNotFault().hasSubsegmentsExactly();
	}

}
