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

package io.github.springxray.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Hears of all observations beside the handlers of others, in no group with them.
 */
final class PlainObservationHandler implements ObservationHandler<Observation.Context> {

	private final ObservationTraces traces;

	PlainObservationHandler(ObservationTraces traces) {
		this.traces = traces;
	}

	@Override
	public void onStart(Observation.@Nullable Context context) {
		this.traces.start(context);
	}

	@Override
	public void onScopeOpened(Observation.@Nullable Context context) {
		this.traces.openScope(context);
	}

	@Override
	public void onScopeClosed(Observation.@Nullable Context context) {
		this.traces.closeScope(context);
	}

	@Override
	@SuppressWarnings("deprecation")
	public void onScopeReset(Observation.@Nullable Context context) {
		this.traces.resetScopes(context);
	}

	@Override
	public void onEvent(Observation.Event event, Observation.@Nullable Context context) {
		this.traces.event(event, context);
	}

	@Override
	public void onStop(Observation.@Nullable Context context) {
		this.traces.stop(context);
	}

	/**
	 * Micrometer's own tests ask whether all are supported, and none is one of them.
	 */
	@Override
	public boolean supportsContext(Observation.@Nullable Context context) {
		return true;
	}

}
