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

package io.github.springxray.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.springxray.context.SegmentNames;

/**
 * Names every segment after the service, or after the host of the request where that is a
 * recognized one.
 */
final class HostAwareSegmentNaming implements SegmentNaming {

	private final String name;

	private final HostPatterns recognizedHosts;

	HostAwareSegmentNaming(@Nullable String name, @Nullable String applicationName, List<String> recognizedHosts) {
		this.name = SegmentNames.ofService(name, applicationName);
		this.recognizedHosts = HostPatterns.withPorts("xray.recognized-hosts", recognizedHosts);
	}

	@Override
	public String nameOf(TracedRequest request) {
		if (!this.recognizedHosts.isEmpty()) {
			String host = request.host();
			if (StringUtils.hasText(host) && this.recognizedHosts.match(host)) {
				return SegmentNames.sanitize(host);
			}
		}
		return this.name;
	}

}
