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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.springxray.recorder.TracingFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostAddress}.
 */
class HostAddressTests {

	private final TracingFaults faults = new TracingFaults();

	private final List<Runnable> background = new ArrayList<>();

	private String answer = "10.0.0.1";

	private int lookups;

	private long now = TimeUnit.DAYS.toNanos(1);

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "::1", "localhost" })
	void looksUpNothingThatNeedsNoDns(String host) {
		HostAddress address = create(host);
		assertThat(address.current().getAddress().isLoopbackAddress()).isTrue();
		address.failed();
		this.now += 10 * HostAddress.MAX_AGE;
		address.current();
		assertThat(this.background).isEmpty();
	}

	@Test
	void neverWaitsForDns() {
		HostAddress address = create("daemon");
		assertThat(address.current()).isNull();
		assertThat(this.lookups).isZero();
		runBackground();
		assertThat(address.current().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
		assertThat(address.current().getPort()).isEqualTo(2000);
	}

	@Test
	void looksUpOnceAtATime() {
		HostAddress address = create("daemon");
		this.now += 10 * HostAddress.MAX_AGE;
		address.current();
		assertThat(this.background).hasSize(1);
	}

	@Test
	void looksUpAgainWhatHasExpiredWhateverTheTime() {
		HostAddress address = create("daemon");
		runBackground();
		this.answer = "10.0.0.2";
		address.expire();
		assertThat(address.current().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
		runBackground();
		assertThat(address.current().getAddress().getHostAddress()).isEqualTo("10.0.0.2");
	}

	@Test
	void looksUpAgainWhatIsOld() {
		HostAddress address = create("daemon");
		runBackground();
		this.answer = "10.0.0.2";
		this.now += HostAddress.MAX_AGE - 1;
		address.current();
		assertThat(this.background).isEmpty();
		this.now += 1;
		assertThat(address.current().getAddress().getHostAddress()).isEqualTo("10.0.0.1");
		runBackground();
		assertThat(address.current().getAddress().getHostAddress()).isEqualTo("10.0.0.2");
	}

	@Test
	void looksUpAgainAfterAFailureButNotAtOnce() {
		HostAddress address = create("daemon");
		runBackground();
		address.failed();
		this.now += TimeUnit.SECONDS.toNanos(1);
		address.current();
		assertThat(this.background).isEmpty();
		this.now += HostAddress.MIN_PAUSE;
		address.current();
		assertThat(this.background).hasSize(1);
	}

	@Test
	void countsWhatCannotBeResolvedAndTriesAgainLater() {
		this.answer = null;
		HostAddress address = create("daemon");
		runBackground();
		assertThat(address.current()).isNull();
		assertThat(this.background).isEmpty();
		assertThat(this.faults.counts()).containsEntry("looking up the X-Ray daemon", 1L);
		this.answer = "10.0.0.1";
		this.now += HostAddress.MIN_PAUSE;
		address.current();
		runBackground();
		assertThat(address.current()).isNotNull();
	}

	@Test
	void keepsWhatIsKnownWhileDnsFails() {
		HostAddress address = create("daemon");
		runBackground();
		this.answer = null;
		this.now += HostAddress.MAX_AGE;
		address.current();
		runBackground();
		assertThat(address.current()).isNotNull();
	}

	@Test
	void aLookupThatCannotBeginIsCountedAndTriedAgainLater() {
		List<Runnable> begun = new ArrayList<>();
		HostAddress address = new HostAddress("daemon", 2000, this.faults, this::lookup, (work) -> {
			begun.add(work);
			throw new RejectedExecutionException();
		}, () -> this.now);
		address.current();
		assertThat(begun).hasSize(1);
		assertThat(this.faults.counts()).isEqualTo(Map.of("looking up the X-Ray daemon", 1L));
		this.now += HostAddress.MIN_PAUSE;
		assertThat(address.current()).isNull();
		assertThat(begun).hasSize(2);
	}

	private HostAddress create(String host) {
		return new HostAddress(host, 2000, this.faults, this::lookup, this.background::add, () -> this.now);
	}

	private InetAddress lookup(String host) throws UnknownHostException {
		this.lookups++;
		if (this.answer == null) {
			throw new UnknownHostException(host);
		}
		return InetAddress.getByName(this.answer);
	}

	private void runBackground() {
		List<Runnable> due = new ArrayList<>(this.background);
		this.background.clear();
		due.forEach(Runnable::run);
	}

}
