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
import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;

import static io.github.springxray.test.XRayAssertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.application.name=users")
@AutoConfigureRestTestClient
@AutoConfigureXRay
class MoreUsersTracingTests {

	@Autowired
	private RestTestClient client;

	@Autowired
	private RecordedTraces traces;

	@Test
	void failureIsRecordedWhereItHappened() {
		this.client.get().uri("/users/-1").exchange().expectStatus().is5xxServerError();

		assertThat(this.traces.takeSegment()).isFault()
			.hasHttpStatus(500)
			.subsegment("UserService.find")
			.isFault()
			.hasException(IllegalArgumentException.class)
			.hasExceptionMessage("No such id: -1");
	}

	@Test
	void eachRequestIsTraceOfItsOwn() {
		this.client.get().uri("/users/1").exchange().expectStatus().isOk();
		this.client.get().uri("/users/2").exchange().expectStatus().isOk();

		assertThat(this.traces.takeSegments(2)).extracting(RecordedEntity::traceId).doesNotHaveDuplicates();
		this.traces.assertNoneLeft();
	}

}
