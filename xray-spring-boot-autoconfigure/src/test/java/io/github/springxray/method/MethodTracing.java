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

package io.github.springxray.method;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.XRayAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that keeps its traces in memory.
 */
final class MethodTracing {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(XRayAutoConfiguration.class,
			XRayContextAutoConfiguration.class, XRayMethodAutoConfiguration.class);

	private MethodTracing() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner().withConfiguration(AUTO_CONFIGURATIONS)
			.withBean(KeptTraces.class, KeptTraces::new);
	}

	/**
	 * Run something inside a segment, which it must leave as the current entity.
	 */
	static Segment trace(Code code) throws Exception {
		Segment segment = AWSXRay.beginSegment("test");
		try {
			code.run();
			assertThat(AWSXRay.getTraceEntity()).isSameAs(segment);
		}
		finally {
			AWSXRay.endSegment();
		}
		assertThat(AWSXRay.getTraceEntity()).isNull();
		return segment;
	}

	static List<String> names(Entity entity) {
		List<String> names = new ArrayList<>();
		entity.getSubsegmentsCopy().forEach((child) -> names.add(child.getName()));
		return names;
	}

	static Subsegment only(Entity entity) {
		assertThat(entity.getSubsegmentsCopy()).hasSize(1);
		return entity.getSubsegmentsCopy().get(0);
	}

	@FunctionalInterface
	interface Code {

		void run() throws Exception;

	}

	static final class KeptTraces extends Emitter {

		final BlockingQueue<Segment> segments = new LinkedBlockingQueue<>();

		final BlockingQueue<Subsegment> subsegments = new LinkedBlockingQueue<>();

		@Override
		public boolean sendSegment(Segment segment) {
			return this.segments.add(segment);
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return this.subsegments.add(subsegment);
		}

	}

}
