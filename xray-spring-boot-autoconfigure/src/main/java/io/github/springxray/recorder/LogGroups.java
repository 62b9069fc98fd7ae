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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.amazonaws.xray.entities.AWSLogReference;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.lang.Contract;

/**
 * Log groups of Amazon CloudWatch, in which the X-Ray console looks for the lines of a
 * trace. For use within this project.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html">CreateLogGroup</a>
 */
public final class LogGroups {

	private static final String NAME = "[A-Za-z0-9._/#-]{1,512}";

	private static final Pattern NAMES = Pattern.compile(NAME);

	private static final Pattern ARNS = Pattern
		.compile("(arn:[a-z0-9-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:(" + NAME + "))(?::\\*)?");

	private LogGroups() {
	}

	/**
	 * Return whether a log group may have this name.
	 * @param name the name, {@code null} if there is none
	 * @return whether it is one
	 */
	@Contract("null -> false")
	public static boolean isName(@Nullable String name) {
		return name != null && NAMES.matcher(name).matches();
	}

	static Set<AWSLogReference> of(Collection<String> groups) {
		Set<AWSLogReference> references = new LinkedHashSet<>();
		for (String entry : groups) {
			String group = entry.trim();
			if (group.isEmpty()) {
				// A placeholder for a variable that is not set
				continue;
			}
			AWSLogReference reference = new AWSLogReference();
			Matcher arn = ARNS.matcher(group);
			if (arn.matches()) {
				reference.setArn(arn.group(1));
				reference.setLogGroup(arn.group(2));
			}
			else if (isName(group)) {
				reference.setLogGroup(group);
			}
			else {
				throw new InvalidConfigurationPropertyValueException("xray.log-groups", group,
						"Write the name of a log group, such as /ecs/users, or its ARN.");
			}
			references.add(reference);
		}
		return references;
	}

}
