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

import com.amazonaws.xray.AWSXRayRecorder;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.util.StringUtils;

/**
 * What Spring Boot knows of the build of the application.
 */
final class ApplicationBuild {

	/**
	 * The key of the annotation.
	 */
	static final String GIT_COMMIT = "git_commit";

	private static final Log logger = LogFactory.getLog(ApplicationBuild.class);

	private static final int MAX_VERSION = 250;

	private ApplicationBuild() {
	}

	/**
	 * Let the segments of a recorder say which version of the application they are from.
	 */
	static void putVersion(AWSXRayRecorder recorder, @Nullable BuildProperties build) {
		String version = (build != null) ? build.getVersion() : null;
		if (StringUtils.hasText(version)) {
			recorder.getServiceRuntimeContext().putIfAbsent("version", StringUtils.truncate(version, MAX_VERSION));
		}
	}

	/**
	 * Return the commit that the application was built from. It has other names where
	 * both forms of it are written.
	 * @return the commit, {@code null} if nobody knows
	 */
	static @Nullable String commit(@Nullable GitProperties git) {
		if (git != null) {
			for (String name : new String[] { "commit.id", "commit.id.full", "commit.id.abbrev" }) {
				String commit = git.get(name);
				if (StringUtils.hasText(commit)) {
					return commit;
				}
			}
		}
		logger.warn("Segments have no annotation " + GIT_COMMIT + ", although xray.git-commit is true: there is no "
				+ "git.properties with a commit.id on the class path");
		return null;
	}

}
