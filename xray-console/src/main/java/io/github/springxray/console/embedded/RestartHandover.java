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

package io.github.springxray.console.embedded;

import java.util.concurrent.atomic.AtomicReference;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.devtools.restart.Restarter;

import io.github.springxray.console.store.LogStore;
import io.github.springxray.console.store.TraceStore;

/**
 * Takes the traces over that came before devtools have restarted the application. They
 * keep what belongs to them across restarts, and classes of jars are the same afterwards.
 */
final class RestartHandover implements InitializingBean {

	private static final String TRACES = "io.github.springxray.console.traces";

	private static final String LOGS = "io.github.springxray.console.logs";

	private final TraceStore traces;

	private final LogStore logs;

	RestartHandover(TraceStore traces, LogStore logs) {
		this.traces = traces;
		this.logs = logs;
	}

	@Override
	public void afterPropertiesSet() {
		Restarter restarter;
		try {
			restarter = Restarter.getInstance();
		}
		catch (IllegalStateException ex) {
			return;
		}
		if (restarter.getInitialUrls() == null) {
			// Nothing is restarted here, as in tests: another context is another
			// application
			return;
		}
		if (replace(restarter, TRACES, this.traces) instanceof TraceStore before) {
			this.traces.takeOver(before);
		}
		if (replace(restarter, LOGS, this.logs) instanceof LogStore before) {
			this.logs.takeOver(before);
		}
	}

	private static Object replace(Restarter restarter, String name, Object store) {
		Object kept = restarter.getOrAddAttribute(name, () -> new AtomicReference<>(store));
		@SuppressWarnings("unchecked")
		AtomicReference<Object> reference = (AtomicReference<Object>) kept;
		Object before = reference.getAndSet(store);
		return (before != store) ? before : reference;
	}

}
