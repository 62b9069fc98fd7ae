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

import java.io.IOException;
import java.io.UncheckedIOException;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.config.DaemonConfiguration;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.strategy.sampling.AllSamplingStrategy;

import io.github.springxray.benchmarks.sink.SinkAddress;

/**
 * The X-Ray SDK with its own emitter.
 */
public final class XRaySdkTracing implements Tracing {

	private final AWSXRayRecorder recorder;

	private final boolean unsampled;

	XRaySdkTracing(Mode mode, SinkAddress sink, boolean fastIds) {
		if (mode == Mode.DISABLED) {
			throw new IllegalArgumentException("The SDK cannot be turned off");
		}
		this.unsampled = mode == Mode.UNSAMPLED;
		AWSXRayRecorderBuilder builder = AWSXRayRecorderBuilder.standard()
			.withSamplingStrategy(new AllSamplingStrategy())
			.withEmitter((mode == Mode.EMITTED) ? emitter(sink) : new NoEmitter());
		if (fastIds) {
			builder.withFastIdGenerator();
		}
		this.recorder = builder.build();
	}

	private static Emitter emitter(SinkAddress sink) {
		try {
			DaemonConfiguration daemon = new DaemonConfiguration();
			daemon.setDaemonAddress(sink.daemon());
			return Emitter.create(daemon);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void trace() {
		Segment segment = this.unsampled ? this.recorder.beginNoOpSegment()
				: this.recorder.beginSegment(Request.SERVICE);
		XRayData.request(segment);
		this.recorder.beginSubsegment(Request.SERVICE_METHOD);
		this.recorder.endSubsegment();
		Subsegment query = this.recorder.beginSubsegment(Request.QUERY_NAME);
		XRayData.query(query);
		this.recorder.endSubsegment();
		Subsegment call = this.recorder.beginSubsegment(Request.CALLED_HOST);
		XRayData.call(call);
		this.recorder.endSubsegment();
		XRayData.response(segment);
		this.recorder.endSegment();
	}

	/**
	 * Record one request and keep it.
	 * @return a segment that has ended
	 */
	public static Segment finishedSegment() {
		Segment[] finished = new Segment[1];
		XRaySdkTracing tracing = new XRaySdkTracing(Mode.RECORDED, new SinkAddress(0, 0), true);
		tracing.recorder.setEmitter(new NoEmitter() {

			@Override
			public boolean sendSegment(Segment segment) {
				finished[0] = segment;
				return true;
			}

		});
		tracing.trace();
		return finished[0];
	}

	@Override
	public void close() {
		// The SDK leaves its socket open
	}

	private static class NoEmitter extends Emitter {

		@Override
		public boolean sendSegment(Segment segment) {
			return true;
		}

		@Override
		public boolean sendSubsegment(Subsegment subsegment) {
			return true;
		}

	}

}
