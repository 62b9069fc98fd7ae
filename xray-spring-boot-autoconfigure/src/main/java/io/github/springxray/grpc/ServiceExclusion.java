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

import java.util.Set;

import io.github.springxray.http.RequestExclusion;
import io.github.springxray.http.TracedRequest;

/**
 * Excludes calls by {@code xray.grpc.exclude-services}.
 */
final class ServiceExclusion implements RequestExclusion {

	private final Set<String> services;

	ServiceExclusion(Set<String> services) {
		this.services = services;
	}

	@Override
	public boolean isExcluded(TracedRequest request) {
		return request instanceof GrpcRequest call && call.service() != null && this.services.contains(call.service());
	}

}
