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

package io.github.springxray.context;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.contexts.SegmentContextResolver;
import com.amazonaws.xray.contexts.ThreadLocalSegmentContext;
import com.amazonaws.xray.strategy.ContextMissingStrategy;
import com.amazonaws.xray.strategy.ThrowableSerializationStrategy;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayContextAutoConfiguration}.
 */
class XRayContextAutoConfigurationTests {

	private final TracingRunner runner = new TracingRunner();

	@Test
	void configuresByDefault() {
		this.runner.run((tracing) -> {
			assertThat(tracing.context().getBean(SegmentContextResolver.class).resolve())
				.isExactlyInstanceOf(XRaySegmentContext.class)
				.isSameAs(tracing.recorder().getSegmentContextResolverChain().resolve());
			assertThat(tracing.context().getBean(ContextMissingStrategy.class))
				.isSameAs(tracing.recorder().getContextMissingStrategy());
			assertThat(tracing.context().getBean(ThrowableSerializationStrategy.class))
				.isSameAs(tracing.recorder().getThrowableSerializationStrategy());
			assertThat(tracing.segments().inLambda()).isFalse();
		});
	}

	@Test
	void backsOffWhenUserDefinesContextResolver() {
		ThreadLocalSegmentContext own = new ThreadLocalSegmentContext();
		this.runner.with((runner) -> runner.withBean(SegmentContextResolver.class, () -> () -> own)).run((tracing) -> {
			assertThat(tracing.recorder().getSegmentContextResolverChain().resolve()).isSameAs(own);
			AWSXRay.createSegment("root", () -> AWSXRay.createSubsegment("child", () -> {
			}));
			assertThat(tracing.traces().takeSegment()).isComplete().hasSubsegmentsExactly("child");
		});
	}

	@Test
	void backsOffWhenUserDefinesSubsegmentsAndSegments() {
		this.runner
			.with((runner) -> runner
				.withBean("ownSubsegments", Subsegments.class,
						() -> new Subsegments(AWSXRay.getGlobalRecorder(), new TracingFaults()))
				.withBean("ownSegments", Segments.class, () -> new Segments(AWSXRay.getGlobalRecorder(),
						new Subsegments(AWSXRay.getGlobalRecorder(), new TracingFaults()), new TracingFaults(), true)))
			.run((tracing) -> {
				assertThat(tracing.context()).satisfies((context) -> {
					assertThat(context.getBeanNamesForType(Subsegments.class)).containsExactly("ownSubsegments");
					assertThat(context.getBeanNamesForType(Segments.class)).containsExactly("ownSegments");
				});
			});
	}

	@Test
	void disabledBeginsNothing() {
		this.runner.with("xray.enabled=false").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			assertThat(root.isRecording()).isFalse();
			assertThat(tracing.subsegments().begin("child").isRecording()).isFalse();
			tracing.end(root);
			tracing.end(tracing.segments().beginSilent());
			tracing.end(tracing.beginUnsampled());
		});
	}

	@Test
	void noStackIsRecordedWhereNoneIsWanted() {
		this.runner.with("xray.max-stack-frames=0").run((tracing) -> {
			TraceScope root = tracing.beginSegment();
			tracing.subsegments().end(root, new IllegalStateException("no stack"));
			assertThat(tracing.traces().takeSegment().exceptions()).singleElement()
				.satisfies((exception) -> assertThat(exception.stack()).isEmpty());
		});
	}

}
