//! Every sentence of the screen that is made of named parts, whole. A caption that puts a figure or a time beside a name stands where it
//! is drawn, and so does what never changes: it is part of a template there. What the engine says of a run stands in its own
//! tables. English: another language would be another table of the same names.

anc_engine::sentences! {
    // The frame.
    rules_and_seed(rules, seed) "Rules: {rules} · Seed {seed}";
    title_of_page(page, scenario) "{page} · {scenario} · ANC Simulator";
    title_while_loading(page) "{page} · ANC Simulator";
    on_the_way(share) "On the way: {share} %";
    moment_of_run(now, horizon, happened, known) "{now} of {horizon}, event {happened} of {known}";
    printed(title, moment, now, rules, seed) "{title} · {moment}, {now} in · rules of {rules}, seed {seed}";
    happened_once(title, text) "{title}. {text}";
    happened_often(events, failures, last) "{events} events, {failures} failures. {last}.";
    mark(when, title) "{when} {title}";
    marks(when, title, more) "{when} {title} (and {more} more here)";

    left_off(title, count, now) "{title}: {count} things done, {now} in.";
    lost(count) "{count} things could not be done any more, and were left out.";
    licences_held(held, count, size) "{held} of {count}, {size}";
    open_run(number, now) "Run {number}, at {now}";

    // Opening.
    no_seed(shown) "{shown} is no seed: a seed is a whole number.";
    no_moment(shown) "{shown} is no moment: one is written like 1d6h30m.";
    no_choice(name, shown, choices) "{name} cannot be {shown}; there are {choices}.";
    no_theme(shown, themes) "{shown} is no theme; there are {themes}.";
    address_of_scenario(id) "?scenario={id}#/";
    no_such_scenario(id) "There is no scenario {id} in the library.";
    scenario_not_fetched(id, why) "The scenario {id} could not be fetched: {why}";
    list_not_fetched(why) "The list of scenarios could not be fetched: {why}";
    status_of_site(status) "the site answers with status {status}.";
    turned_down(why) "It was turned down: {why}.";
    run_stops(why) "The run stops here: {why}.";
    ends_before(horizon) "This run ends after {horizon}: its end is shown.";
    not_opened(name) "{name} was not opened";
    one_thing_wrong(name) "{name} was not opened: one thing is wrong with it";
    things_wrong(name, count) "{name} was not opened: {count} things are wrong with it";
    too_large(size, most) "The file has {size} bytes; a scenario has at most {most}.";
    none_of_this_name(what) "There is no {what} of this name at this moment of the run. ";

    // Links.
    characters(count) "{count} characters";
    long_link(count) "{count} characters: some programs cut links off after 2,000. Save the run as a file, and send that.";

    // The page around.
    other_origin(from, named) "It came from {from}, and the address of this frame names {named} as the page around it.";
    too_many_messages(most) "More than {most} messages in a second: the rest of them is not read.";

    // Runs beside each other.
    run_number(number) "Run {number}";
    run_from(number, when) "from run {number}, at {when}";
    was_refused(what) "{what}, which was refused";
    run_with(number, other) "run {number}, and “{other}”";
    had_stood_first(connection) "What if {connection} had stood first?";
    run_instead(number, what, other) "run {number} with “{other}” in the place of “{what}”";
    in_place_of(when) "In the place of what was at {when}. A run of its own is made with it, from the same dice, and stands beside this one.";
    run_without(number, what) "run {number} without “{what}”";
    run_and_from(title, from) "{title}: {from}";
    does_not_happen(what, until) "In the other run “{what}” does not happen, up to {until}.";
    happens_all_the_same(what) "In the other run “{what}” happens all the same: it did not hang on that.";
    happens_later(what, when) "In the other run “{what}” happens later, at {when}.";
    comparison_of(scenario) "Two runs of “{scenario}”";
    not_compared(why) "They could not be compared: {why}.";
    no_parting(count) "They do not part: all {count} things that happened in one happened in the other.";
    parting(when, shared) "They part at {when}, after {shared} things that happened in both";

    // Why.
    believed_then(connection, status, age) "Believed of {connection} then: {status}, seen {age} before";
    long_before(length) "{length} before that";

    // Reports.
    not_reported(why) "The run could not be played once more: {why}.";
    incident_of(title) "Incident report: {title}";
    so_many_more(count) "and {count} more";
    as_csv(title) "{title}, as a CSV file";

    // The picture.
    link_in_picture(kind, name, state) "{kind} {name}, {state}";
    beside(title) "{title}, beside the picture";

    // The timeline.
    lane_of_connection(name, runs, status, stale) "{name}: {runs}; believed last: {status}; believed something else than what was true for {stale}";
    lane_of_provisioning(ready, alternates, failed) "Provisioning: {ready} Cloud PCs ready, an alternate taken {alternates} times, {failed} failed";
    lane_of_sign_ins(well, failed) "Sign-ins: {well} succeeded, {failed} failed";
    lane_of_outages(all, still) "Broken: {all} times something was, {still} still";
    lane_of_done(things) "Done, broken or repaired: {things}";
    is_broken(title, how) "{title} {how}";
    since_then(from) "since {from}";
    lane_of_figure(name, now, most) "{name}: {now} in the end, {most} at the most";
    folded(length) "{length} in which nothing changed";
    shown_of_time(from, to) "Shown: {from} to {to}";

    // Lessons.
    progress_taken(count) "Progress was taken. Lessons with a better score than before: {count}.";
    no_progress(name) "{name} is no progress that was exported here. What is kept stays as it is.";
    next_lesson(title) "Next lesson: {title}";
    reached_at(when) "Reached, {when}";
    open_until(when) "Open until {when}";
    missed_at(when) "Missed, {when}";
    points(points) "{points} points";
    points_less(points, cost, left) "{points} − {cost} for hints = {left} points";
    next_hint(number, cost) "Hint {number} of 3, costs {cost}";
    less(points, cost) "({points} − {cost})";
    sum_of_points(terms, total, most) "{terms} = {total} of {most} points";
    played_to_its_end(end, records, seed, digest) "Played to its end at {end}: {records} records, seed {seed}, digest {digest}.";
    wrong_places(count) "{count} wrong";
    all_hold(count) "All {count} expectations hold";
    some_fail(failed, count) "{failed} of {count} expectations fail";
    put_in(count) "Put {count} into the file";
    simulated(title) "{title}, simulated";
    you_did(title) "You: {title}.";
    you_were_refused(title) "You: {title} (refused).";
    goal_reached(title) "Goal reached: {title}.";
    goal_missed(title, seen) "Goal missed: {title}: {seen}.";
    goal_too_late(title) "Goal missed, because time was over: {title}.";
    lesson_facts(minutes, goals) "{minutes} min · {goals} goals";
    best_score(best) "Best: {best} of 100";
    step(number, title) "Next: {number}. {title}";

    // Connections.
    place_in_order(number) "number {number} in its order";
    more_cloud_pcs(count) "and {count} more Cloud PCs";
    new_ones_pass_over(why) "New Cloud PCs pass it over: {why}";
    would_be_refused(deed) "{deed} would be refused";
    would_be_carried_out(deed) "{deed} would be carried out";
    run_of(when, result) "{when}: {result}";
    seen_ago(age) "seen {age} ago";
    provisioning_goes_by_this(seen) "{seen}. Provisioning and policies go by this.";
    next_checks(when) "The next checks begin at {when}.";
    checks_running(since, looked, all, until) "Running checks since {since}: {looked} of {all} have looked. Results come together, by {until} at the latest.";
    fails(check) "{check} fails";
    fails_with(check, number) "{check} fails, error {number}";
    truth(words) "True now: {words}";
    truth_in_picture(words) "true now: {words}";
    vm_at_work(address, done, minutes) "temporary VM {address}: {done} done, {minutes} min of up to 30";
    asks_now(words, check) "{words}; asks now: {check}";
    signed_in_since(when, well, failed) "since {when}: {well} signed in, {failed} could not";
    no_address_for_vm(done) "no address for a temporary VM: {done} done";
    passed_over(why) "passed over: {why}";
    passed_over_by_choice(why, choice) "passed over: {why}. {choice}";
    taken_by_status(age) "taken: its status was {age} old";

    // Cloud PCs.
    steps_failed(steps) "Steps of its set-up failed: {steps}.";
    moves_to(connection) "It moves to {connection}.";
    hosted_network_in(region) "Microsoft hosted network, {region}";
    preparation(timeout, then) "{timeout} at most, then {then}";
    more_hosted_regions(count) "and {count} more, in turn";
    more_hosted(regions, cloud_pcs) "and {regions} of the Microsoft hosted network, with {cloud_pcs}";
    failed_at(stage, times, problem) "Failed at “{stage}”, {times}: {problem}";
    since(moment) "since {moment}";
    attempt_of_three(number) "Attempt {number} of 3";
    born_by_deleted(connection) "born here by {connection}, which was deleted";
    born_before_edit(connection) "born here by {connection}, before it was edited";
    free_of(free, all) "{free} of {all} free";
    not_drawn(counts, more) "{counts}; {more} not drawn";
    cloud_pcs(count) "{count} Cloud PCs";
    listed(count) "{count} found";
    first_of(count, shown) "{count} found, the first {shown} are shown";
    all_of(all) "{all} in all";
    found_of(count, all) "{count} of {all}";
    choose(name) "Choose {name}";
    scrolling(name) "{name}, scrolling";
    chosen_of_list(count) "{count} chosen";
    for_several(what, count) "{what}: {count} Cloud PCs";
    for_whom(names) "For {names}.";
    names_and_more(names, more) "{names} and {more} more";
    done_for(count, all) "Done for {count} of {all}";
    refused_to(count, names) "Refused to {count}: {names}";
    gone_meanwhile(names) "Not there any more: {names}";
    too_many_at_once(count, most) "{count} are chosen; at once it can be done for {most}. Choose fewer.";

    // People, and how they sign in.
    signed_in_at(when, session) "Signed in at {when}, {session}.";
    signed_in_with_password(when, session) "Signed in at {when}, {session}. A password was asked for.";
    failed_to_sign_in_at(when, problem) "Failed at {when}: {problem}";
    would_reach_desktop(who) "{who} would reach the desktop now.";
    sizes_there_are(names) "The tenant counts licences of {names}.";
    recoverable_until(moment) "The Cloud PC that went with the licence can be recovered until {moment}.";
    other_licences(names) "Other licences of the same person: {names}.";
    could_not_sign_in(who, problem) "{who} could not sign in now. {problem}";
    it_would_fail(problem) "It would fail. {problem}";
    from_to(from, to) "{from} to {to}";
    is_reached(resource) "{resource} is reached";
    is_not_reached(resource, problem) "{resource} is not reached. {problem}";
    if_signed_in(who) "If {who} signed in now";
    all_could_sign_in(ready) "all {ready} could sign in now";
    some_could_not(out, ready) "{out} of {ready} could not sign in now";
    all_people_could(ready) "All {ready} people with a Cloud PC could sign in now.";
    some_people_could_not(out, ready) "{out} of {ready} people could not sign in now.";
    would_not_reach(count) "{count} would not reach every resource";
    provisioning_failed_for(count) "{count} without a Cloud PC: provisioning failed";
    without_cloud_pc(count) "{count} without a Cloud PC";
    list_is_cut(shown, all) "The list has {shown} of {all} users.";
    nobody_called(name) "Nobody is called {name} at this moment of the run.";
    sign_ins_of_the_last_hour(good, bad) "Sign-ins of the last hour: {good} succeeded, {bad} failed";
    sign_ins_of_the_last_hours(hours, good, bad) "Sign-ins of the last {hours} hours: {good} succeeded, {bad} failed";
    sign_ins_so_far(good, bad) "So far {good} sign-ins succeeded and {bad} failed.";
    sign_in_failed(who, when, problem) "{who} could not sign in at {when}: {problem}";
    sign_in_failed_hop(ago, hop, hops, would) "{ago}, at hop {hop} of {hops}. {would}";
    sign_in_failed_hop_hint(ago, hop, hops, would, hint) "{ago}, at hop {hop} of {hops}. {would} {hint}";
    sign_in_answered(who, when, answered) "{who} signed in at {when}: {answered} answered.";

    // What is done.
    break_it(fault) "Break: {fault}";
    repair_it(fault) "Repair: {fault}";
    choice_of_subnet(name, vnet, prefix, free) "{name} ({vnet}, {prefix}, {free} free)";
    choice_of_connection(name, region, status) "{name} ({region}, {status})";
    between(least, most) "From {least} to {most}.";
    is_missing(label) "{label}: something has to be here.";
    too_long(label, most) "{label}: at most {most} letters.";
    wrong_letters(label) "{label}: letters, digits, blanks and - _ . @, none of them invisible.";
    not_there(name) "There is no {name} any more, or not yet.";
    no_number(label, least, most) "{label}: a whole number from {least} to {most}.";
    no_duration(label) "{label}: a length of time of a minute or more, such as 45m, 2h or 1d.";
    no_clock(label) "{label}: times of day such as 08:00, with commas between.";
    no_prefix(label) "{label}: an IPv4 prefix of /8 to /29 such as 10.20.0.0/26, beginning at its first address.";
    wrong_entries(label, least, most) "{label}: at least {least}, at most {most}. Add puts what is chosen into the list.";
    needs_role(role) "Needs {role}";
    seen_by_present_run(ends) "The run under way may see it: its results come at {ends}. The next one will.";
    seen_by_next_run(earliest, latest) "Seen by the next run: its results come at {earliest} at the earliest, at {latest} at the latest. Retry is sooner.";
    check_will_say(connection, check, verdict) "{connection}: {check} would be {verdict}";
    seen_since(at) "The status tells it since {at}.";
    check_says(connection, check, verdict) "{connection}: {check} is {verdict} because of it";
    check_does_not_say_yet(connection, check, verdict) "{connection}: {check} would be {verdict}, and was not looked at yet";
    kept_out_by_it(people, group) "{people} of {group} cannot sign in because of it";
    cut_off_by_it(people, group) "{people} of {group} would sign in, and not reach every resource, because of it";
    shut_out_from_now(count, ready) "From now on {count} more of {ready} people with a Cloud PC cannot sign in";
    let_in_from_now(count, ready) "From now on {count} more of {ready} people with a Cloud PC can sign in";
    done_as(what, actor) "{what}: done as {actor}";
    move_up(name) "Move {name} up";
    move_down(name) "Move {name} down";
    take_out(name) "Take {name} out";
    planned_for(what, when) "{what}: planned for {when}";
    step_of(number, last, title) "Step {number} of {last}: {title}";
    sign_in_as(who) "Sign in as {who}";
    as_whom(actor) "As {actor}";
    about(what) "About: {what}";
    noticed_by(whom) "Noticed by: {whom}";
    written_in(source) "Source: {source}.";
    fact(term, fact) "{term}: {fact}";
    candidate_taken(name) "{name}: taken";
    candidate_passed_over(name, why) "{name}: passed over, {why}";
    status_was_old(age) "Its status was {age} old.";
    candidate_not_asked(name) "{name}: not asked";
    chosen(name, passed) "{name}, {passed} passed over";

    // The picture, and what it rests on.
    picture(regions) "Picture of the tenant. {regions}The tables below say the same.";
    picture_with_sign_in(regions, sign_in) "Picture of the tenant. {regions}{sign_in} The tables below say the same.";
    opens(what) "{what}. Show them";
    closes(what) "{what}. Show fewer";
    named(name, what) "{name}: {what}";
    in_region(name, region) "{name}, {region}";
    more_all_well(what) "and {what}, all well";
    more_in_trouble(what, count) "and {what}, {count} of them in trouble";
    and_more(count) "and {count} more";
    out_of_reach(resource, connection) "{resource} is out of reach of {connection}";
    out_of_reach_of_more(resource, connection, more) "{resource} is out of reach of {connection} and {more} more";
    is_up(kind, name) "{kind} {name} is up";
    is_down(kind, name) "{kind} {name} is down";

    // What happened.
    more_like_it(count) "And {count} more like it before. ";
    records_so_far(records) "{records} so far";
    records_and_more(records, more) "{records} so far; {more} more successful sign-ins were counted";
    not_searched(records) "{records} were not searched. ";
    at_time(what, when) "{what} ({when})";
    one_like_it() "And one like it before.";
    many_like_it(count) "And {count} like it before.";
    when_and_what(when, what) "{when}: {what}";
    go_to(when) "Go to {when}";

    // What must hold.
    at(moment) "at {moment}";
    by(moment) "by {moment}";
    seen_instead(what) "Seen instead: {what}.";
    line(number) "line {number}";
    hold(count) "{count} hold";
    failed(count) "{count} failed";
    not_reached(count) "{count} not yet reached";
}
