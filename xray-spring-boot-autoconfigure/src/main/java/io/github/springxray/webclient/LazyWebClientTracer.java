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

package io.github.springxray.webclient;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Looks up what traces with the first exchange: clients are created before it, and may be
 * called while it is created. No lock is held meanwhile.
 */
final class LazyWebClientTracer implements Supplier<@Nullable WebClientTracer> {

	private final ObjectProvider<WebClientTracer> provider;

	private volatile @Nullable WebClientTracer tracer;

	LazyWebClientTracer(ObjectProvider<WebClientTracer> provider) {
		this.provider = provider;
	}

	@Override
	public @Nullable WebClientTracer get() {
		WebClientTracer tracer = this.tracer;
		if (tracer == null) {
			tracer = lookUp();
			this.tracer = tracer;
		}
		return tracer;
	}

	/**
	 * It cannot be had while the context closes, or by what it depends on itself.
	 */
	private @Nullable WebClientTracer lookUp() {
		try {
			return this.provider.getIfAvailable();
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
