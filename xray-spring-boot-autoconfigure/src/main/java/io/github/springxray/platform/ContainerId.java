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

package io.github.springxray.platform;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the id of the container that the application runs in.
 */
final class ContainerId {

	/**
	 * The last part of a path, such as {@code /docker/<id>},
	 * {@code /kubepods.slice/cri-containerd-<id>.scope} or, on AWS Fargate,
	 * {@code /ecs/<task>/<task>-<number>}.
	 */
	private static final Pattern IN_CONTROL_GROUP = Pattern
		.compile("/(?:[a-z-]+-)?([0-9a-f]{64}|[0-9a-f]{32}-[0-9]{1,12})(?:\\.scope)?\\s*$", Pattern.MULTILINE);

	/**
	 * With version 2 of control groups, the path says nothing within a container, but
	 * Docker mounts files of its own there.
	 */
	private static final Pattern IN_MOUNTS = Pattern.compile("/containers/([0-9a-f]{64})/");

	private ContainerId() {
	}

	static @Nullable String of(Machine machine) {
		String id = find(IN_CONTROL_GROUP, machine.text("proc/self/cgroup"));
		return (id != null) ? id : find(IN_MOUNTS, machine.text("proc/self/mountinfo"));
	}

	private static @Nullable String find(Pattern pattern, @Nullable String text) {
		Matcher matcher = pattern.matcher((text != null) ? text : "");
		return matcher.find() ? matcher.group(1) : null;
	}

}
