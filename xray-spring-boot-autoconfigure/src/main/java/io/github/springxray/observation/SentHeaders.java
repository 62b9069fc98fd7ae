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

import java.util.List;

import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The headers of what is sent, as the library that sends it lets them be set. They cannot
 * be read.
 *
 * @param <C> what has the headers
 */
final class SentHeaders<C> implements OutgoingHeaders {

	private final C carrier;

	private final Propagator.Setter<C> setter;

	private SentHeaders(C carrier, Propagator.Setter<C> setter) {
		this.carrier = carrier;
		this.setter = setter;
	}

	static <C> @Nullable SentHeaders<C> of(SenderContext<C> context) {
		C carrier = context.getCarrier();
		Propagator.Setter<C> setter = context.getSetter();
		return (carrier != null && setter != null) ? new SentHeaders<>(carrier, setter) : null;
	}

	@Override
	public List<String> get(String name) {
		return List.of();
	}

	@Override
	public void set(String name, String value) {
		this.setter.set(this.carrier, name, value);
	}

	@Override
	public void remove(String name) {
		// Nothing is there that is known of
	}

}
