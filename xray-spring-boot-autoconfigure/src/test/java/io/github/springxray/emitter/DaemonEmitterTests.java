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

package io.github.springxray.emitter;

import java.net.UnknownHostException;
import java.util.List;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonEmitter} with real sockets.
 */
class DaemonEmitterTests {

	private final TracingFaults faults = new TracingFaults();

	private final Segment segment = TestEntities.end(TestEntities.segment("users"));

	@Test
	void sendsADatagramForEachDocument() {
		Subsegment late = TestEntities.end(TestEntities.subsegment(this.segment, "late"));
		try (UdpDaemon daemon = new UdpDaemon(); DaemonEmitter emitter = emitter(daemon.address())) {
			assertThat(emitter.sendSegment(this.segment)).isTrue();
			assertThat(emitter.sendSubsegment(late)).isTrue();
			JsonNode document = SegmentDocumentSchema.assertValid(daemon.take());
			assertThat(document.get("id").asText()).isEqualTo(this.segment.getId());
			assertThat(SegmentDocumentSchema.assertValid(daemon.take()).get("type").asText()).isEqualTo("subsegment");
			daemon.assertNothingMore();
		}
		assertThat(this.faults.counts()).isEmpty();
	}

	@Test
	void sendsWhatIsLargerThanADatagram() {
		for (int i = 0; i < 300; i++) {
			Subsegment child = TestEntities.end(TestEntities.subsegment(this.segment, "child" + i));
			child.putMetadata("filler", "f".repeat(1000));
		}
		try (UdpDaemon daemon = new UdpDaemon(); DaemonEmitter emitter = emitter(daemon.address())) {
			assertThat(emitter.sendSegment(this.segment)).isTrue();
			List<JsonNode> documents = daemon.drain();
			assertThat(documents).allSatisfy(SegmentDocumentSchema::assertValid);
			assertThat(documents.stream().flatMap((document) -> TestEntities.names(document).stream())).hasSize(301);
		}
	}

	/**
	 * Defect of the SDK: the whole trace is lost, an empty document is sent.
	 */
	@Test
	void sendsATraceWithMetadataThatCannotBeWritten() {
		this.segment.putMetadata("bad", new MetadataWriterTests.ThrowingGetter());
		try (UdpDaemon daemon = new UdpDaemon(); DaemonEmitter emitter = emitter(daemon.address())) {
			assertThat(emitter.sendSegment(this.segment)).isTrue();
			assertThat(daemon.take().get("name").asText()).isEqualTo("users");
		}
	}

	@Test
	void sendsOnAThreadThatIsInterrupted() {
		try (UdpDaemon daemon = new UdpDaemon(); DaemonEmitter emitter = emitter(daemon.address())) {
			Thread.currentThread().interrupt();
			assertThat(emitter.sendSegment(this.segment)).isTrue();
			assertThat(emitter.sendSegment(this.segment)).isTrue();
			assertThat(Thread.interrupted()).isTrue();
			assertThat(daemon.drain()).hasSize(2);
		}
	}

	@Test
	void survivesThatNobodyListensAndSendsOnceSomebodyDoes() {
		int port;
		try (UdpDaemon gone = new UdpDaemon()) {
			port = gone.port();
		}
		try (DaemonEmitter emitter = emitter("127.0.0.1:" + port)) {
			Awaitility.await().until(() -> {
				emitter.sendSegment(this.segment);
				return this.faults.counts().containsKey("sending to the X-Ray daemon");
			});
			// This one is refused as well, which the next send is told
			emitter.sendSegment(this.segment);
			try (UdpDaemon daemon = new UdpDaemon(port)) {
				emitter.sendSegment(this.segment);
				assertThat(daemon.take().get("name").asText()).isEqualTo("users");
			}
		}
	}

	@Test
	void survivesAHostThatDoesNotResolve() {
		HostAddress address = new HostAddress("daemon", 2000, this.faults, (host) -> {
			throw new UnknownHostException(host);
		}, Runnable::run, System::nanoTime);
		try (DaemonEmitter emitter = new DaemonEmitter(new DocumentWriter(), address, this.faults)) {
			assertThat(emitter.sendSegment(this.segment)).isFalse();
			assertThat(emitter.sendSegment(this.segment)).isFalse();
		}
		assertThat(this.faults.counts()).containsEntry("looking up the X-Ray daemon", 1L)
			.containsEntry("sending to the X-Ray daemon, whose address is not known", 2L);
	}

	@Test
	void countsAndDropsWhatIsSentAfterClose() {
		try (UdpDaemon daemon = new UdpDaemon()) {
			DaemonEmitter emitter = emitter(daemon.address());
			try (emitter) {
				emitter.sendSegment(this.segment);
				daemon.take();
			}
			assertThat(emitter.sendSegment(this.segment)).isFalse();
			daemon.assertNothingMore();
		}
		assertThat(this.faults.counts())
			.containsEntry("sending to the X-Ray daemon after the application has shut down", 1L);
	}

	@Test
	void countsWhatCannotBeWritten() {
		try (UdpDaemon daemon = new UdpDaemon(); DaemonEmitter emitter = emitter(daemon.address())) {
			assertThat(emitter.sendSegment(null)).isFalse();
		}
		assertThat(this.faults.counts()).containsEntry("writing a segment document", 1L);
	}

	private DaemonEmitter emitter(String address) {
		return new DaemonEmitter(new DocumentWriter(), DaemonAddress.parse(address), this.faults);
	}

}
