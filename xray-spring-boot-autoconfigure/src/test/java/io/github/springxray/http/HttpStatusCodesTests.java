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

package io.github.springxray.http;

import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.SegmentImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpStatusCodes}.
 */
class HttpStatusCodesTests {

	private final Entity entity = new SegmentImpl(AWSXRayRecorderBuilder.standard().build(), "test");

	@ParameterizedTest
	@CsvSource({ "100, false, false, false", "200, false, false, false", "399, false, false, false",
			"400, true, false, false", "404, true, false, false", "429, true, true, false", "499, true, false, false",
			"500, false, false, true", "599, false, false, true", "600, false, false, false", "0, false, false, false",
			"-1, false, false, false" })
	void flagsByStatus(int status, boolean error, boolean throttle, boolean fault) {
		HttpStatusCodes.record(this.entity, status);
		assertThat(this.entity.isError()).isEqualTo(error);
		assertThat(this.entity.isThrottle()).isEqualTo(throttle);
		assertThat(this.entity.isFault()).isEqualTo(fault);
	}

	@ParameterizedTest
	@CsvSource({ "200", "404", "429", "503" })
	void clearsNothing(int status) {
		this.entity.setError(true);
		this.entity.setFault(true);
		HttpStatusCodes.record(this.entity, status);
		assertThat(this.entity.isError()).isTrue();
		assertThat(this.entity.isFault()).isTrue();
	}

	@Test
	void leavesAloneWhatWasSent() {
		this.entity.setEmitted(true);
		HttpStatusCodes.record(this.entity, 500);
		assertThat(this.entity.isFault()).isFalse();
	}

}
