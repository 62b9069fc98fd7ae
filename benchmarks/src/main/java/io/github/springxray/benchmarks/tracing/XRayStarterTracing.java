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

package io.github.springxray.benchmarks.tracing;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.springxray.benchmarks.sink.SinkAddress;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.TraceScope;

/**
 * This starter: an application context without a web server, whose beans are used as the
 * features for servers and clients use them.
 */
public final class XRayStarterTracing implements Tracing {

	private final ConfigurableApplicationContext context;

	private final AWSXRayRecorder recorder;

	private final Runnable trace;

	XRayStarterTracing(Mode mode, SinkAddress sink) {
		this.context = start(mode, sink);
		this.recorder = this.context.getBean(AWSXRayRecorder.class);
		this.trace = (mode == Mode.DISABLED) ? this::traceDisabled
				: new TracedRequest(this.context, mode == Mode.UNSAMPLED);
	}

	/**
	 * The other libraries put no ids into log lines here. A system property of the same
	 * name wins, to see what that costs.
	 */
	private static ConfigurableApplicationContext start(Mode mode, SinkAddress sink) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "spring.main.log-startup-info=false",
					"spring.application.name=" + Request.SERVICE, "xray.sampling.strategy=all",
					"xray.daemon.address=" + sink.daemon(), "xray.enabled=" + (mode != Mode.DISABLED),
					"xray.logging.mdc=false", "xray.emitter.type=" + ((mode == Mode.EMITTED) ? "daemon" : "none"))
			.run();
	}

	/**
	 * Return a bean of the starter.
	 * @param type its type
	 * @param <T> its type
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/**
	 * Return what takes finished segments.
	 * @return the emitter of the recorder
	 */
	public Emitter emitter() {
		return this.recorder.getEmitter();
	}

	@Override
	public void trace() {
		this.trace.run();
	}

	/**
	 * What is left of tracing in an application that has turned it off is that its own
	 * calls of the SDK reach a recorder.
	 */
	private void traceDisabled() {
		this.recorder.beginSegment(Request.SERVICE);
		this.recorder.beginSubsegment(Request.SERVICE_METHOD);
		this.recorder.endSubsegment();
		this.recorder.beginSubsegment(Request.QUERY_NAME);
		this.recorder.endSubsegment();
		this.recorder.beginSubsegment(Request.CALLED_HOST);
		this.recorder.endSubsegment();
		this.recorder.endSegment();
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static final class TracedRequest implements Runnable {

		private final Segments segments;

		private final Subsegments subsegments;

		private final boolean unsampled;

		TracedRequest(ConfigurableApplicationContext context, boolean unsampled) {
			this.segments = context.getBean(Segments.class);
			this.subsegments = context.getBean(Subsegments.class);
			this.unsampled = unsampled;
		}

		@Override
		public void run() {
			TraceScope request = this.unsampled ? this.segments.beginUnsampled(this.segments.newTraceId())
					: this.segments.begin(Request.SERVICE, this.segments.newTraceId(), null);
			Entity segment = request.entity();
			if (request.isRecording() && segment != null) {
				StarterData.request(segment);
			}
			this.subsegments.end(this.subsegments.begin(Request.SERVICE_METHOD), null);
			query();
			call();
			if (request.isRecording() && segment instanceof Segment) {
				StarterData.response(segment);
			}
			this.subsegments.end(request, null);
		}

		private void query() {
			TraceScope query = this.subsegments.begin(Request.QUERY_NAME);
			Entity subsegment = query.entity();
			if (query.isRecording() && subsegment != null) {
				StarterData.query(subsegment);
			}
			this.subsegments.end(query, null);
		}

		private void call() {
			TraceScope call = this.subsegments.begin(Request.CALLED_HOST);
			Entity subsegment = call.entity();
			if (call.isRecording() && subsegment != null) {
				StarterData.call(subsegment);
			}
			this.subsegments.end(call, null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
