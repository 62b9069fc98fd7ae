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

package io.github.springxray.messaging;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.IncomingTrust;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayPropagationProperties;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayProperties;

/**
 * Creates what traces the messages of a library. The auto-configuration of each imports
 * this class, behind the condition that something is traced at all.
 */
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class MessageTracing {

	private final String service;

	private final XRayPropagationProperties propagation;

	private final AWSXRayRecorder recorder;

	private final Segments segments;

	private final Subsegments subsegments;

	private final TraceHeaders headers;

	private final TracingFaults faults;

	/**
	 * Create an instance for a context.
	 * @param properties the properties that name the service
	 * @param propagation the formats that are read and written
	 * @param environment what names the application
	 * @param recorder the recorder whose sampling strategy is asked
	 * @param segments what begins segments
	 * @param subsegments what begins subsegments
	 * @param headers what writes headers, and keeps those that were received
	 * @param faults where faults of tracing are counted
	 */
	public MessageTracing(XRayProperties properties, XRayPropagationProperties propagation, Environment environment,
			AWSXRayRecorder recorder, Segments segments, Subsegments subsegments, TraceHeaders headers,
			TracingFaults faults) {
		this.service = SegmentNames.ofService(properties.getName(), environment.getProperty("spring.application.name"));
		this.propagation = propagation;
		this.recorder = recorder;
		this.segments = segments;
		this.subsegments = subsegments;
		this.headers = headers;
		this.faults = faults;
	}

	/**
	 * Create what traces messages that are received.
	 * @param trust what is believed of their headers
	 * @return what begins and ends their segments
	 */
	public IncomingMessages incoming(IncomingTrust trust) {
		TraceHeaders read = new TraceHeaders(trust, this.propagation.getConsume(), this.propagation.getProduce());
		return new IncomingMessages(this.service, this.segments, this.subsegments,
				new IncomingSegments(this.recorder, this.segments, this.headers, this.faults), read, this.faults);
	}

	/**
	 * Create what traces messages that are sent.
	 * @return what begins their subsegments
	 */
	public OutgoingMessages outgoing() {
		return new OutgoingMessages(this.subsegments, this.headers);
	}

	/**
	 * Count a fault of tracing.
	 * @param place what was being done, one of a small fixed set
	 * @param fault what went wrong
	 */
	public void fault(String place, Throwable fault) {
		this.faults.record(place, fault);
	}

}
