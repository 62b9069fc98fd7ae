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

package io.github.springxray.recorder;

import java.lang.ref.WeakReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.springxray.testsupport.GarbageCollection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakIdentityMap}.
 */
class WeakIdentityMapTests {

	private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

	@Test
	void whatIsKeptSurvivesACollectionAsLongAsItsKey() {
		Object key = new Object();
		this.map.computeIfAbsent(key, () -> "value");
		GarbageCollection.force();
		assertThat(this.map.get(key)).isEqualTo("value");
		assertThat(this.map.computeIfAbsent(key, () -> "other")).isEqualTo("value");
		assertThat(this.map.size()).isEqualTo(1);
	}

	@Test
	void whatIsKeptIsForgottenWithItsKey() {
		WeakReference<Object> key = added();
		GarbageCollection.awaitCollectionOf(key);
		Awaitility.await().until(() -> this.map.size() == 0);
	}

	@Test
	void equalKeysAreToldApartAndTheirCodeDoesNotRun() {
		this.map.computeIfAbsent(new Hostile(), () -> "first");
		assertThat(this.map.get(new Hostile())).isNull();
	}

	private WeakReference<Object> added() {
		Object key = new Object();
		this.map.computeIfAbsent(key, () -> "value");
		return new WeakReference<>(key);
	}

	static final class Hostile {

		@Override
		public boolean equals(Object other) {
			throw new IllegalStateException();
		}

		@Override
		public int hashCode() {
			throw new IllegalStateException();
		}

	}

}
