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

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.springxray.document.TestEntities;
import io.github.springxray.recorder.DaemonAddress;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.testsupport.SegmentDocumentSchema;
import io.github.springxray.testsupport.UdpDaemon;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonSender} with real sockets.
 */
class DaemonSenderTests {

	private final TracingFaults faults = new TracingFaults();

	private final EmitterStatistics statistics = new EmitterStatistics();

	private final Segment segment = TestEntities.end(TestEntities.segment("users"));

	private DaemonSender sender;

	@AfterEach
	void close() {
		this.sender.close();
	}

	@Test
	void sendsADatagramForEachDocument() throws Exception {
		Subsegment late = TestEntities.end(TestEntities.subsegment(this.segment, "late"));
		try (UdpDaemon daemon = new UdpDaemon()) {
			sendTo(daemon.address());
			assertThat(TestParcels.send(this.sender, this.segment)).isNull();
			assertThat(TestParcels.send(this.sender, late)).isNull();
			JsonNode document = SegmentDocumentSchema.assertValid(daemon.take());
			assertThat(document.get("id").asText()).isEqualTo(this.segment.getId());
			assertThat(SegmentDocumentSchema.assertValid(daemon.take()).get("type").asText()).isEqualTo("subsegment");
			daemon.assertNothingMore();
		}
		assertThat(this.faults.counts()).isEmpty();
	}

	@Test
	void sendsWhatIsLargerThanADatagram() throws Exception {
		for (int i = 0; i < 300; i++) {
			Subsegment child = TestEntities.end(TestEntities.subsegment(this.segment, "child" + i));
			child.putMetadata("filler", "f".repeat(1000));
		}
		try (UdpDaemon daemon = new UdpDaemon()) {
			sendTo(daemon.address());
			assertThat(TestParcels.send(this.sender, this.segment)).isNull();
			List<JsonNode> documents = daemon.drain();
			assertThat(documents).allSatisfy(SegmentDocumentSchema::assertValid);
			assertThat(documents.stream().flatMap((document) -> TestEntities.names(document).stream())).hasSize(301);
		}
	}

	@Test
	void sendsOnAThreadThatIsInterrupted() throws Exception {
		try (UdpDaemon daemon = new UdpDaemon()) {
			sendTo(daemon.address());
			Thread.currentThread().interrupt();
			String first = TestParcels.send(this.sender, this.segment);
			String second = TestParcels.send(this.sender, this.segment);
			assertThat(Thread.interrupted()).isTrue();
			assertThat(first).isNull();
			assertThat(second).isNull();
			assertThat(daemon.drain()).hasSize(2);
		}
	}

	@Test
	void countsRefusalsAndSendsOnceSomebodyListens() throws Exception {
		int port;
		try (UdpDaemon gone = new UdpDaemon()) {
			port = gone.port();
		}
		sendTo("127.0.0.1:" + port);
		Awaitility.await().until(() -> {
			TestParcels.send(this.sender, this.segment);
			return this.statistics.refused() > 0;
		});
		assertThat(this.faults.counts()).containsOnlyKeys("sending to the X-Ray daemon");
		assertThat(this.statistics.lastError().message()).isEqualTo("No X-Ray daemon listens at /127.0.0.1:" + port);
		// This one is refused as well, which the next send is told
		TestParcels.send(this.sender, this.segment);
		try (UdpDaemon daemon = new UdpDaemon(port)) {
			TestParcels.send(this.sender, this.segment);
			assertThat(daemon.take().get("name").asText()).isEqualTo("users");
			daemon.assertNothingMore();
		}
	}

	@Test
	void dropsWhatCannotBeSentAndLooksForTheHostAgain() throws Exception {
		AtomicInteger lookups = new AtomicInteger();
		AtomicLong time = new AtomicLong();
		// Nobody can connect to this port
		HostAddress address = new HostAddress("daemon", 0, this.faults, (host) -> {
			lookups.incrementAndGet();
			return InetAddress.getLoopbackAddress();
		}, Runnable::run, time::get);
		this.sender = new DaemonSender(address, this.statistics, this.faults);
		assertThat(TestParcels.send(this.sender, this.segment)).isEqualTo("socket failed");
		assertThat(this.faults.counts()).isEqualTo(Map.of("sending to the X-Ray daemon", 1L));
		assertThat(this.statistics.lastError().message()).startsWith("Nothing could be sent to ").endsWith(":0");
		time.addAndGet(HostAddress.MIN_PAUSE);
		TestParcels.send(this.sender, this.segment);
		assertThat(lookups).hasValue(2);
	}

	@Test
	void looksForAHostAgainWhereNobodyListensAndWhenTheApplicationGoesOn() throws Exception {
		AtomicInteger lookups = new AtomicInteger();
		AtomicLong time = new AtomicLong();
		int port;
		try (UdpDaemon gone = new UdpDaemon()) {
			port = gone.port();
		}
		HostAddress address = new HostAddress("daemon", port, this.faults, (host) -> {
			lookups.incrementAndGet();
			return InetAddress.getLoopbackAddress();
		}, Runnable::run, time::get);
		this.sender = new DaemonSender(address, this.statistics, this.faults);
		Awaitility.await().until(() -> {
			TestParcels.send(this.sender, this.segment);
			return this.statistics.refused() > 0;
		});
		assertThat(lookups).hasValue(1);
		time.addAndGet(HostAddress.MIN_PAUSE);
		address.current();
		assertThat(lookups).hasValue(2);
		this.sender.close();
		address.current();
		assertThat(lookups).hasValue(3);
	}

	@Test
	void dropsUntilAHostResolvesAndThenSends() throws Exception {
		AtomicBoolean known = new AtomicBoolean();
		AtomicLong time = new AtomicLong();
		try (UdpDaemon daemon = new UdpDaemon()) {
			HostAddress address = new HostAddress("daemon", daemon.port(), this.faults, (host) -> {
				if (!known.get()) {
					throw new UnknownHostException(host);
				}
				return InetAddress.getLoopbackAddress();
			}, Runnable::run, time::get);
			this.sender = new DaemonSender(address, this.statistics, this.faults);
			assertThat(TestParcels.send(this.sender, this.segment)).isEqualTo("address of the daemon not known");
			assertThat(this.faults.counts()).containsEntry("looking up the X-Ray daemon", 1L);
			known.set(true);
			time.addAndGet(HostAddress.MIN_PAUSE);
			assertThat(TestParcels.send(this.sender, this.segment)).isNull();
			assertThat(daemon.take().get("name").asText()).isEqualTo("users");
		}
	}

	@Test
	void followsAHostThatMoves() throws Exception {
		AtomicLong time = new AtomicLong();
		try (UdpDaemon daemon = new UdpDaemon()) {
			InetAddress[] current = { InetAddress.getByName("127.0.0.2") };
			HostAddress address = new HostAddress("daemon", daemon.port(), this.faults, (host) -> current[0],
					Runnable::run, time::get);
			this.sender = new DaemonSender(address, this.statistics, this.faults);
			TestParcels.send(this.sender, this.segment);
			daemon.assertNothingMore();
			current[0] = InetAddress.getLoopbackAddress();
			time.addAndGet(HostAddress.MAX_AGE);
			TestParcels.send(this.sender, this.segment);
			assertThat(daemon.take().get("name").asText()).isEqualTo("users");
		}
	}

	@Test
	void opensAnotherSocketAfterOneWasReleased() throws Exception {
		try (UdpDaemon daemon = new UdpDaemon()) {
			sendTo(daemon.address());
			TestParcels.send(this.sender, this.segment);
			this.sender.close();
			this.sender.close();
			assertThat(TestParcels.send(this.sender, this.segment)).isNull();
			daemon.take();
			daemon.take();
		}
	}

	private void sendTo(String address) {
		DaemonAddress daemon = DaemonAddress.parse(address);
		this.sender = new DaemonSender(new HostAddress(daemon.udpHost(), daemon.udpPort(), this.faults),
				this.statistics, this.faults);
	}

}
