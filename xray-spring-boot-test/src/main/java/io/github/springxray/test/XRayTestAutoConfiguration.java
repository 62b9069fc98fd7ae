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

package io.github.springxray.test;

import com.amazonaws.xray.listeners.SegmentListener;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import io.github.springxray.emitter.XRayEmitterAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;

/**
 * Auto-configuration of the emitter that records, for
 * {@link AutoConfigureXRay @AutoConfigureXRay}.
 */
@AutoConfiguration(before = { XRayEmitterAutoConfiguration.class, XRayAutoConfiguration.class })
public final class XRayTestAutoConfiguration {

	/**
	 * Primary, for it also takes the place of an emitter that the application defines.
	 * Closing the context is no test that could fail.
	 */
	@Bean(destroyMethod = "")
	@Primary
	@ConditionalOnMissingBean
	RecordedTraces xrayRecordedTraces() {
		return new RecordedTraces();
	}

	@Bean
	SegmentListener xrayRecordedTracesSegmentListener(RecordedTraces traces) {
		return traces.segmentListener();
	}

}
