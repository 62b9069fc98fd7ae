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

package io.github.springxray.recorder;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.jakarta.servlet.AWSXRayServletFilter;
import com.amazonaws.xray.strategy.sampling.SamplingStrategy;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.github.springxray.context.XRayContextAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SdkServletFilter} and {@link RequestAwareRecorder}, with the filter of
 * the SDK and without a server.
 */
class SdkServletFilterTests {

	private static final String TRACE_ID = "1-5759e988-bd862e3fe1be46a994272793";

	private final Emitter emitter = mock();

	private final AtomicInteger notices = new AtomicInteger();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(XRayAutoConfiguration.class, XRayContextAutoConfiguration.class))
		.withBean(Emitter.class, () -> this.emitter);

	@ParameterizedTest
	@ValueSource(strings = { "1", "0", "?" })
	void aRequestThatIsTracedAlreadyIsLeftAsItIs(String sampled) {
		SamplingStrategy sampling = mock();
		this.contextRunner.withBean(SamplingStrategy.class, () -> sampling).run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			SdkServletFilter.replace(recorder, this.notices::incrementAndGet);
			Segment segment = recorder.beginSegment("ours", TraceID.fromString(TRACE_ID), null);
			for (int i = 0; i < 2; i++) {
				AtomicReference<Entity> within = new AtomicReference<>();
				MockHttpServletResponse response = filter(sampled, (request, answer) -> {
					within.set(recorder.getTraceEntity());
					assertThat(recorder.getCurrentSegment()).isSameAs(segment);
					assertThat(SdkServletFilter.isBeginning()).isFalse();
				});
				assertThat(within.get()).isSameAs(segment);
				assertThat(recorder.getTraceEntity()).isSameAs(segment);
				assertThat(response.getHeader("X-Amzn-Trace-Id")).startsWith("Root=" + TRACE_ID);
			}
			assertThat(segment.isInProgress()).isTrue();
			assertThat(segment.getHttp()).isEmpty();
			assertThat(this.notices).hasValue(1);
			assertThat(SdkServletFilter.isMet(recorder)).isTrue();
			verify(sampling, never()).shouldTrace(any());
			verify(this.emitter, never()).sendSegment(any());
			recorder.endSegment();
			verify(this.emitter).sendSegment(segment);
			recorder.beginSegment("left behind");
			recorder.clearTraceEntity();
			assertThat(recorder.getTraceEntity()).isNull();
		});
	}

	@Test
	void aRequestThatNobodyTracesGetsNoSegmentOfTheFilterEither() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			SdkServletFilter.replace(recorder, this.notices::incrementAndGet);
			filter("1", (request, answer) -> assertThat(recorder.getTraceEntity()).isNull());
			assertThat(this.notices).hasValue(1);
			verify(this.emitter, never()).sendSegment(any());
		});
	}

	@Test
	void theFilterWorksWhereItIsNotReplaced() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			AtomicReference<Entity> within = new AtomicReference<>();
			filter("1", (request, answer) -> within.set(recorder.getTraceEntity()));
			assertThat(within.get().getName()).isEqualTo("sdk");
			assertThat(recorder.getTraceEntity()).isNull();
			assertThat(SdkServletFilter.isMet(recorder)).isFalse();
			verify(this.emitter).sendSegment((Segment) within.get());
		});
	}

	@Test
	void whatTheApplicationBeginsItselfIsItsOwn() {
		this.contextRunner.run((context) -> {
			AWSXRayRecorder recorder = context.getBean(AWSXRayRecorder.class);
			SdkServletFilter.replace(recorder, this.notices::incrementAndGet);
			Segment first = recorder.beginSegment("named");
			recorder.endSegment();
			Segment second = SdkServletFilter.beginUnasked(recorder, "traced", TraceID.fromString(TRACE_ID),
					"53995c3f42cd8ad8");
			assertThat(second.getTraceId()).hasToString(TRACE_ID);
			assertThat(second.getParentId()).isEqualTo("53995c3f42cd8ad8");
			recorder.endSegment();
			Segment third = recorder.beginNoOpSegment();
			assertThat(recorder.getTraceEntity()).isSameAs(third);
			recorder.clearTraceEntity();
			assertThat(recorder.getTraceEntity()).isNull();
			InOrder sent = inOrder(this.emitter);
			sent.verify(this.emitter).sendSegment(first);
			sent.verify(this.emitter).sendSegment(second);
			assertThat(this.notices).hasValue(0);
			assertThat(SdkServletFilter.isMet(recorder)).isFalse();
		});
	}

	@Test
	void aRecorderThatTheApplicationHasMadeIsLeftAsItIs() {
		given(this.emitter.sendSegment(any())).willReturn(true);
		AWSXRayRecorder recorder = AWSXRayRecorderBuilder.standard().withEmitter(this.emitter).build();
		SdkServletFilter.replace(recorder, this.notices::incrementAndGet);
		Segment segment = SdkServletFilter.beginUnasked(recorder, "own", TraceID.fromString(TRACE_ID), null);
		assertThat(segment.getTraceId()).hasToString(TRACE_ID);
		recorder.endSegment();
		assertThat(SdkServletFilter.isMet(recorder)).isFalse();
		assertThat(this.notices).hasValue(0);
	}

	@Test
	void theFilterIsAtWorkOnlyUntilTheRestOfTheChain() throws Exception {
		AtomicReference<Boolean> before = new AtomicReference<>();
		MockHttpServletRequest request = new MockHttpServletRequest() {

			@Override
			public String getHeader(String name) {
				before.set(SdkServletFilter.isBeginning());
				return super.getHeader(name);
			}

		};
		new AWSXRayServletFilter("sdk").doFilter(request, new MockHttpServletResponse(),
				(same, answer) -> assertThat(SdkServletFilter.isBeginning()).isFalse());
		assertThat(before.get()).isTrue();
		AWSXRay.clearTraceEntity();
	}

	private static MockHttpServletResponse filter(String sampled, FilterChain chain) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("X-Amzn-Trace-Id", "Root=" + TRACE_ID + ";Sampled=" + sampled);
		MockHttpServletResponse response = new MockHttpServletResponse();
		new AWSXRayServletFilter("sdk").doFilter(request, response, chain);
		return response;
	}

}
