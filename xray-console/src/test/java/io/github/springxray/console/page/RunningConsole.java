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

package io.github.springxray.console.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.springxray.console.api.ConsoleApi;
import io.github.springxray.console.api.ConsoleWarnings;
import io.github.springxray.console.api.SamplingApi;
import io.github.springxray.console.api.TelemetryApi;
import io.github.springxray.console.api.XRayOperations;
import io.github.springxray.console.otlp.OtlpReceiver;
import io.github.springxray.console.sampling.SamplingRules;
import io.github.springxray.console.sampling.SamplingTargets;
import io.github.springxray.console.store.LogLine;
import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;
import io.github.springxray.console.telemetry.TelemetryLog;
import io.github.springxray.console.web.AccessRules;
import io.github.springxray.console.web.ConsoleHandler;
import io.github.springxray.console.web.HttpListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A console on a free port, with its real headers.
 */
final class RunningConsole implements AutoCloseable {

	private final TraceStore store;

	private final LogStore logs = new LogStore(8 << 20);

	private final SamplingRules rules;

	private final SamplingTargets targets;

	private final TelemetryLog telemetry;

	private final ConsoleWarnings warnings = new ConsoleWarnings();

	private final HttpListener listener;

	RunningConsole() {
		this(null);
	}

	/**
	 * Start a console.
	 * @param application the application that it is embedded in, or {@code null}
	 */
	RunningConsole(@Nullable String application) {
		InstantSource clock = InstantSource.system();
		this.store = new TraceStore(64 << 20, Duration.ofHours(24), clock);
		this.rules = new SamplingRules(clock);
		this.targets = new SamplingTargets(this.rules, clock);
		this.telemetry = new TelemetryLog(clock);
		XRayOperations operations = new XRayOperations(this.store, new SamplingApi(this.rules, this.targets),
				new TelemetryApi(this.telemetry), clock);
		ConsoleApi api = new ConsoleApi(this.store, this.logs, operations, application, this.warnings, clock);
		ConsoleHandler handler = new ConsoleHandler(api, new AccessRules(false, List.of()),
				new OtlpReceiver(this.store, this.logs));
		try {
			this.listener = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "console",
					ConsoleHandler.MAX_BODY, handler::handle);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	SamplingRules rules() {
		return this.rules;
	}

	SamplingTargets targets() {
		return this.targets;
	}

	TelemetryLog telemetry() {
		return this.telemetry;
	}

	ConsoleWarnings warnings() {
		return this.warnings;
	}

	static double now() {
		return System.currentTimeMillis() / 1000.0;
	}

	String origin() {
		return "http://127.0.0.1:" + this.listener.address().getPort();
	}

	String url() {
		return origin() + "/";
	}

	void add(Part... parts) {
		add(List.of(parts));
	}

	void add(List<Part> parts) {
		for (Part part : parts) {
			assertThat(this.store.add(part.document())).isNull();
		}
	}

	/**
	 * Add visits of the last minutes.
	 */
	RunningConsole withVisits(int count) {
		double now = now();
		for (int i = 0; i < count; i++) {
			add(SampleTraces.visit(now - 4 * (count - i), i));
		}
		return this;
	}

	void log(String trace, LogLine line) {
		this.logs.add(trace, line);
	}

	void addInvalid() {
		assertThat(this.store.add(new byte[] { 'x' })).isNotNull();
	}

	void clear() {
		this.store.clear();
	}

	@Override
	public void close() {
		this.listener.close();
	}

}
