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

package io.github.springxray.entity;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceHeader;
import com.amazonaws.xray.entities.TraceHeader.SampleDecision;

import static org.assertj.core.api.Assertions.assertThat;

class SdkModulesTests extends SdkModulesContract {

	@Override
	EntitySource source() {
		return new SdkEntities();
	}

	/**
	 * Its subsegments that do nothing pass nothing on.
	 */
	@Override
	void assertNothingIsSent(Segment segment) {
		assertThat(this.sent.all()).isEmpty();
		assertThat(this.headers).hasSize(2);
		assertThat(this.headers).extracting(TraceHeader::getSampled).doesNotContain(SampleDecision.SAMPLED);
	}

}
