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

package io.github.springxray.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

import io.github.springxray.http.OutgoingHeaders;

/**
 * The metadata of a call as headers. Names of metadata are in lower case.
 *
 * @param metadata the metadata
 */
record CallMetadata(Metadata metadata) implements OutgoingHeaders {

	@Override
	public List<String> get(String name) {
		List<String> values = new ArrayList<>();
		Iterable<String> all = this.metadata.getAll(keyOf(name));
		if (all != null) {
			all.forEach(values::add);
		}
		return values;
	}

	@Nullable String first(String name) {
		List<String> values = get(name);
		return values.isEmpty() ? null : values.get(0);
	}

	@Override
	public void set(String name, String value) {
		Metadata.Key<String> key = keyOf(name);
		this.metadata.discardAll(key);
		this.metadata.put(key, value);
	}

	@Override
	public void remove(String name) {
		this.metadata.discardAll(keyOf(name));
	}

	private static Metadata.Key<String> keyOf(String name) {
		return Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
	}

}
