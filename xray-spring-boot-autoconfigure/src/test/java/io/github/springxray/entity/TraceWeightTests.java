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

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.entities.TraceID;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much memory traces take, by what the thread that makes them allocates.
 */
class TraceWeightTests {

	private static final int TRACES = 2000;

	private static final List<String> KEYS = IntStream.range(0, 40).mapToObj((i) -> "key" + i).toList();

	private static final TraceID TRACE_ID = TraceID.fromString("1-5759e988-bd862e3fe1be46a994272793");

	private final AWSXRayRecorder recorder = recorder();

	private final List<FinishedTree> kept = new ArrayList<>(2 * TRACES);

	private static AWSXRayRecorder recorder() {
		AWSXRayRecorder recorder = new OwnEntities().recorder(new SentEntities());
		recorder.useFastIdGenerator();
		return recorder;
	}

	private static long bytesOf(IntConsumer trace) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		for (int i = 0; i < TRACES / 2; i++) {
			trace.accept(i);
		}
		long before = threads.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < TRACES; i++) {
			trace.accept(i);
		}
		return (threads.getCurrentThreadAllocatedBytes() - before) / TRACES;
	}

	@Test
	void traceOfARequestTakesLittle() {
		assertThat(bytesOf((i) -> keep(request()))).isLessThan(1400);
	}

	@Test
	void weightOfATraceIsRightWithinAFactorOfTwo() {
		assertWeight((i) -> keep(request()));
		assertWeight((i) -> keep(trace((segment) -> {
		})));
		assertWeight((i) -> keep(trace((segment) -> {
			for (String key : KEYS) {
				segment.putMetadata("space", key, "some value of " + key);
				segment.putAnnotation(key, "some longer value of an annotation with " + key);
			}
		})));
	}

	private void assertWeight(IntConsumer trace) {
		this.kept.clear();
		long bytes = bytesOf(trace);
		long weight = this.kept.get(this.kept.size() - 1).weight();
		assertThat(weight).as("of %s bytes", bytes).isBetween(bytes / 2, bytes * 2);
	}

	private void keep(FinishedTree tree) {
		this.kept.add(tree);
	}

	private FinishedTree trace(Consumer<TraceSegment> fill) {
		TraceSegment segment = OwnEntities.FACTORY.segment(this.recorder, "users", TRACE_ID);
		fill.accept(segment);
		return segment.finish(false);
	}

	/**
	 * A request with a method, a query and a call.
	 */
	private FinishedTree request() {
		TraceSegment segment = OwnEntities.FACTORY.segment(this.recorder, "users", TRACE_ID);
		segment.putHttp("request", new HttpRequestFields("GET", "http://users.example.com/users/42",
				"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "192.0.2.17", false));
		segment.putAnnotation("tenant", "acme");
		segment.putAnnotation("user", 42L);
		child(segment, "UserService.find").finish(false);
		TraceSubsegment query = child(segment, "users-db");
		query.setNamespace("remote");
		query.putAllSql(new SqlFields("jdbc:postgresql://db.example.com:5432/users", null, "PostgreSQL", null, null,
				null, "select id, name, email from users where id = ?"));
		query.finish(false);
		TraceSubsegment call = child(segment, "mail.example.com");
		call.setNamespace("remote");
		call.putHttp("request", new HttpRequestFields("GET", "http://mail.example.com/addresses/42", true));
		call.putHttp("response", new HttpResponseFields(200, 345));
		call.finish(false);
		segment.putHttp("response", new HttpResponseFields(200, 345));
		return segment.finish(false);
	}

	private TraceSubsegment child(TraceSegment segment, String name) {
		TraceSubsegment child = OwnEntities.FACTORY.subsegment(this.recorder, name, segment);
		child.join();
		return child;
	}

}
